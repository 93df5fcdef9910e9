package io.chiral.imagery.dataset;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A value found when it is first asked for, and kept. Any thread may ask. */
final class Once<T extends Object> implements Supplier<T> {
  private final Supplier<T> source;
  private volatile @Nullable T value;

  Once(Supplier<T> source) {
    this.source = source;
  }

  @Override
  public T get() {
    T known = value;
    if (known == null) {
      known = source.get();
      value = known;
    }
    return known;
  }
}

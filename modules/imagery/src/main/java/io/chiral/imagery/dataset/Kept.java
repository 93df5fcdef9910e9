package io.chiral.imagery.dataset;

import io.chiral.imagery.Image;
import java.lang.ref.SoftReference;
import java.util.function.Supplier;

/** A source that keeps its image for as long as memory is not needed elsewhere. */
final class Kept implements Supplier<Image> {
  private final Supplier<Image> source;
  private volatile SoftReference<Image> kept = new SoftReference<>(null);

  Kept(Supplier<Image> source) {
    this.source = source;
  }

  @Override
  public Image get() {
    Image image = kept.get();
    if (image == null) {
      image = source.get();
      kept = new SoftReference<>(image);
    }
    return image;
  }
}

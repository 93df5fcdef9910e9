package io.chiral.imagery.dataset;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a data set holds.
 *
 * @param kind the layout it was read by
 * @param sets image sets by id, {@code ID} and its parts {@code ID/train}, {@code ID/test}
 * @param table its opinions; null: it has none
 * @param published how many images its publication counts; 0: not known
 */
record Contents(
    String kind,
    SortedMap<String, Supplier<ImageSet>> sets,
    @Nullable Benchmark table,
    int published) {

  Contents {
    sets = Collections.unmodifiableSortedMap(new TreeMap<>(sets));
  }

  static Contents of(String kind, Benchmark table, int published) {
    return new Contents(kind, new TreeMap<>(), table, published);
  }

  static Contents of(String kind, SortedMap<String, Supplier<ImageSet>> sets, int published) {
    return new Contents(kind, sets, null, published);
  }
}

package io.chiral.imagery.dataset;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A distorted image, its reference where there is one, and what is held of it.
 *
 * @param id unique in its benchmark
 * @param content what it shows, of the reference or as the label file groups it; an image of no
 *     group is a content of its own; splits are made by it
 * @param distortion the type, or null if the label file does not tell
 * @param level from 1, mild, upwards, or null if the label file does not tell
 * @param reference null: there is none, the item is for no-reference assessors only
 * @param opinion more is better, whatever the label file's orientation was; its range is the
 *     file's, negated where less was better
 * @param splits by name of a published split, the item's part; without the splits that leave it out
 */
public record BenchmarkItem(
    String id,
    String content,
    @Nullable String distortion,
    @Nullable Integer level,
    @Nullable ImageEntry reference,
    ImageEntry distorted,
    double opinion,
    SortedMap<String, Part> splits) {

  public BenchmarkItem {
    splits = Collections.unmodifiableSortedMap(new TreeMap<>(splits));
  }

  /** An item of no published split. */
  public BenchmarkItem(
      String id,
      String content,
      @Nullable String distortion,
      @Nullable Integer level,
      @Nullable ImageEntry reference,
      ImageEntry distorted,
      double opinion) {
    this(
        id,
        content,
        distortion,
        level,
        reference,
        distorted,
        opinion,
        Collections.emptySortedMap());
  }

  /**
   * The reference.
   *
   * @throws IllegalStateException if there is none; who asks has looked at {@link
   *     Benchmark#hasReferences} before
   */
  public ImageEntry requireReference() {
    if (reference == null) {
      throw new IllegalStateException(
          "item %s has no reference: no full-reference metric can score it".formatted(id));
    }
    return reference;
  }
}

package io.chiral.imagery.dataset;

import java.util.Collections;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What a label file says of one image, before images are looked up.
 *
 * @param row where it stands
 * @param image its name below the folder of images, and its id
 * @param reference name of the reference; null: there is none
 * @param content the group it belongs to; null: the reference, or the image itself
 * @param distortion null: not told
 * @param level null: not told
 * @param score as in the file
 * @param splits its part by name of split
 */
record Label(
    LabelRow row,
    String image,
    @Nullable String reference,
    @Nullable String content,
    @Nullable String distortion,
    @Nullable Integer level,
    double score,
    SortedMap<String, Part> splits) {

  /** Of an image and, where not null, its reference. */
  static Label of(LabelRow row, String image, @Nullable String reference, double score) {
    return new Label(row, image, reference, null, null, null, score, Collections.emptySortedMap());
  }

  Label ofType(@Nullable String type, @Nullable Integer strength) {
    return new Label(row, image, reference, content, type, strength, score, splits);
  }
}

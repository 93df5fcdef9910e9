package io.chiral.imagery.inspection;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was found in a data set.
 *
 * @param id as configured
 * @param kind the layout it was read by
 * @param published how many images its publication counts; 0: not known
 * @param images of each of its image sets; of a label table, of all images it names
 * @param opinions null: it has none
 */
public record DataSetReport(
    String id,
    String kind,
    int published,
    List<ImagesReport> images,
    @Nullable OpinionsReport opinions) {

  /** Whether every image could be read. */
  public boolean sound() {
    return images.stream().allMatch(set -> set.unreadable().isEmpty());
  }
}

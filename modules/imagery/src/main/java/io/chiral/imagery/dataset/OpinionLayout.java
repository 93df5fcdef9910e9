package io.chiral.imagery.dataset;

import java.io.IOException;
import java.nio.file.Path;

/** How a published set of opinions lies on disk; names of images are relative to its folder. */
interface OpinionLayout {

  /** What it is called in a configuration, such as {@code kadid10k}. */
  String kind();

  /** Whether a folder looks like it; cheap, reads no label. */
  boolean recognises(Path folder);

  /**
   * Its labels.
   *
   * @throws LabelTableException naming file, line and column, if a label file breaks its rules
   * @throws IOException if a file is missing or cannot be read
   */
  Labels labels(Path folder) throws IOException;

  /** How many images the publication counts, or 0 if it is not known or depends on the copy. */
  int published();
}

package io.chiral.imagery.metric;

import io.chiral.imagery.Image;
import org.jspecify.annotations.Nullable;

/** Gives an image a score, with or without its reference. Stateless: any thread may ask. */
public interface Judge {
  /** The name in events and reports, for instance {@code psnr-y}. */
  String id();

  JudgeFamily family();

  boolean higherIsBetter();

  /** Whether {@link #score} needs a reference. */
  boolean needsReference();

  /** How the score is made, in words that go into the report: colour space, crop, rounding. */
  String protocol();

  /**
   * The score in the judge's own unit and orientation.
   *
   * @param reference of the same shape as {@code distorted}; may be null if not {@link
   *     #needsReference()}
   * @throws IllegalArgumentException if a needed reference is missing, the shapes differ, or the
   *     image is too small for the judge
   */
  double score(@Nullable Image reference, Image distorted);
}

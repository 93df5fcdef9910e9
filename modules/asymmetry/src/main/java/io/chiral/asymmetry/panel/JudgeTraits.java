package io.chiral.asymmetry.panel;

import org.jspecify.annotations.Nullable;

/**
 * What a judge is.
 *
 * @param id judge id
 * @param family {@link #PERCEPTUAL}, {@link #DISTORTION}, {@link #REFERENCE_PERCEPTUAL} or {@link
 *     #ARTEFACT}
 * @param higherIsBetter direction of its scores
 * @param form functional form; metrics of the same form are its kin
 * @param architecture of its network; null without one
 * @param labels that it was trained on; null without any
 */
public record JudgeTraits(
    String id,
    String family,
    boolean higherIsBetter,
    String form,
    @Nullable String architecture,
    @Nullable String labels) {

  /** No-reference assessors, and people. */
  public static final String PERCEPTUAL = "perceptual";

  /** Distance from the reference in pixels or structure. */
  public static final String DISTORTION = "distortion";

  /** Distance from the reference in the features of a network. */
  public static final String REFERENCE_PERCEPTUAL = "reference-perceptual";

  /** Measures of artefacts: they judge discriminators, not metrics. */
  public static final String ARTEFACT = "artefact";
}

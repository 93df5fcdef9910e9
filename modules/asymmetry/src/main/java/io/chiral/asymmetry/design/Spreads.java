package io.chiral.asymmetry.design;

/**
 * How far things vary that a study has yet to measure.
 *
 * @param images standard deviation over photographs of the difference between two metrics, mean
 *     over judges and seeds, in standard deviations of a judge
 * @param runs standard deviation of one run's mean over photographs and judges, in the same unit
 * @param contents standard deviation over contents of the difference between two metrics' SRCC: the
 *     standard error of that difference is this over the root of the number of contents
 * @param source where the figures come from
 */
public record Spreads(double images, double runs, double contents, String source) {

  /** Of the demonstrated studies. */
  public static final Spreads ASSUMED = new Spreads(0.8, 0.15, 0.6, "assumed");
}

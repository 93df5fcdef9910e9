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

  private static final double IMAGES = 1.5;
  private static final double RUNS = 0.15;

  /** Of studies whose opinions are the levels of distortions. */
  public static final Spreads PROXY =
      new Spreads(
          IMAGES,
          RUNS,
          0.1,
          "photographs and contents as in a run of smoke (NIQE alone), runs as in simulated studies");

  /** Of studies of people's opinions. */
  public static final Spreads PEOPLE =
      new Spreads(
          IMAGES,
          RUNS,
          0.6,
          "photographs as in a run of smoke (NIQE alone), contents as of the no-reference assessors"
              + " in load-tests/README.md, runs as in simulated studies");
}

package io.chiral.asymmetry.assessor;

import io.chiral.asymmetry.replicate.Intervals;
import io.chiral.messages.report.Figure;

/** The ratio of two figures that were drawn together, with Fieller's interval (1954). */
final class Fieller {

  private Fieller() {}

  /**
   * All θ for which a − θb does not differ from 0.
   *
   * @param a the numerator
   * @param b the denominator, not 0
   * @param as the numerator in each replicate
   * @param bs the denominator in each replicate
   * @param units independent units resampled
   * @param n what the figure says it is computed from
   */
  static Figure ratio(double a, double b, double[] as, double[] bs, int units, int n) {
    double[] moments = covariances(as, bs);
    double t = Intervals.student(units);
    double square = b * b - t * t * moments[1];
    double middle = a * b - t * t * moments[2];
    double root = middle * middle - square * (a * a - t * t * moments[0]);
    return square <= 0 || !(root >= 0)
        ? new Figure(a / b, null, null, n, "no interval: the denominator may be 0")
        : new Figure(
            a / b,
            (middle - Math.sqrt(root)) / square,
            (middle + Math.sqrt(root)) / square,
            n,
            null);
  }

  /** var a, var b, cov(a, b) over the replicates where both are defined. */
  private static double[] covariances(double[] as, double[] bs) {
    double meanA = 0;
    double meanB = 0;
    int count = 0;
    for (int r = 0; r < as.length; r++) {
      if (Double.isFinite(as[r]) && Double.isFinite(bs[r])) {
        meanA += as[r];
        meanB += bs[r];
        count++;
      }
    }
    meanA /= count;
    meanB /= count;
    double[] moments = new double[3];
    for (int r = 0; r < as.length; r++) {
      if (Double.isFinite(as[r]) && Double.isFinite(bs[r])) {
        moments[0] += (as[r] - meanA) * (as[r] - meanA) / (count - 1);
        moments[1] += (bs[r] - meanB) * (bs[r] - meanB) / (count - 1);
        moments[2] += (as[r] - meanA) * (bs[r] - meanB) / (count - 1);
      }
    }
    return moments;
  }
}

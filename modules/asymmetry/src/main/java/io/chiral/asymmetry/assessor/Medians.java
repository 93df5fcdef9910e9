package io.chiral.asymmetry.assessor;

import java.util.Arrays;

/** Weighted medians of a few values. */
final class Medians {

  private Medians() {}

  /**
   * The median of values of which each is there as often as its weight says; NaN values are left
   * out.
   */
  static double of(double[] values, double[] weights) {
    int count = 0;
    double[] sorted = new double[values.length];
    double[] heavy = new double[values.length];
    double total = 0;
    for (int i = 0; i < values.length; i++) {
      if (Double.isNaN(values[i]) || weights[i] == 0) {
        continue;
      }
      int at = count++;
      while (at > 0 && sorted[at - 1] > values[i]) {
        sorted[at] = sorted[at - 1];
        heavy[at] = heavy[at - 1];
        at--;
      }
      sorted[at] = values[i];
      heavy[at] = weights[i];
      total += weights[i];
    }
    double below = 0;
    for (int at = 0; at < count; at++) {
      below += heavy[at];
      if (below > total / 2) {
        return sorted[at];
      }
      if (below == total / 2) {
        return (sorted[at] + sorted[at + 1]) / 2;
      }
    }
    return Double.NaN;
  }

  /** As many ones. */
  static double[] ones(int count) {
    double[] ones = new double[count];
    Arrays.fill(ones, 1);
    return ones;
  }
}

package io.chiral.asymmetry.report;

import java.util.Arrays;

/** Kendall's W: how far judges agree on an order. */
final class Agreement {

  private Agreement() {}

  /**
   * W with the correction for ties; NaN below two judges or two metrics, or where all tie.
   *
   * @param values a row a judge, one value a metric, more is better
   */
  static double concordance(double[][] values) {
    int judges = values.length;
    if (judges < 2 || values[0].length < 2) {
      return Double.NaN;
    }
    int metrics = values[0].length;
    double[] sums = new double[metrics];
    double ties = 0;
    for (double[] row : values) {
      for (int f = 0; f < metrics; f++) {
        double value = row[f];
        double below = Arrays.stream(row).filter(v -> v < value).count();
        double equal = Arrays.stream(row).filter(v -> v == value).count();
        sums[f] += below + (equal + 1) / 2;
        // Summed over a tie's members this is t³ − t.
        ties += equal * equal - 1;
      }
    }
    double mean = judges * (metrics + 1) / 2.0;
    double squares = Arrays.stream(sums).map(sum -> (sum - mean) * (sum - mean)).sum();
    double cubes = Math.pow(metrics, 3) - metrics;
    return 12 * squares / (judges * judges * cubes - judges * ties);
  }
}

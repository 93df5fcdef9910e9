package io.chiral.asymmetry.order;

import java.util.Arrays;

/**
 * Where each metric stands in a life: 1 + lost pairs, ties and undetermined pairs ½ (Copeland); and
 * the ranks that certain wins and losses leave open.
 *
 * @param rank one a metric
 * @param low 1 + certain losses
 * @param high n − certain wins
 */
public record Standing(double[] rank, double[] low, double[] high) {

  /** The standing of every metric. */
  public static Standing of(Life life) {
    int n = life.metrics();
    double[] rank = filled(n, 1);
    double[] low = filled(n, 1);
    double[] high = filled(n, n);
    int pair = 0;
    for (int f = 0; f < n; f++) {
      for (int g = f + 1; g < n; g++, pair++) {
        int sign = life.sign(pair);
        rank[f] += (1 - sign) / 2.0;
        rank[g] += (1 + sign) / 2.0;
        if (life.certain(pair)) {
          low[sign > 0 ? g : f]++;
          high[sign > 0 ? f : g]--;
        }
      }
    }
    return new Standing(rank, low, high);
  }

  private static double[] filled(int n, double value) {
    double[] filled = new double[n];
    Arrays.fill(filled, value);
    return filled;
  }
}

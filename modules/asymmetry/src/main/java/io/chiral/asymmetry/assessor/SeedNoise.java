package io.chiral.asymmetry.assessor;

import java.util.Arrays;
import java.util.Collection;

/**
 * What initialisation seeds do to a metric's figure: a variance pooled over the metrics and
 * benchmarks that have several. Seeds are too few to be resampled.
 *
 * @param variance of one seed on one benchmark; NaN where no metric has two seeds
 */
record SeedNoise(double variance) {

  /** Pools. */
  static SeedNoise of(
      Collection<Benchmark> benchmarks, Collection<String> metrics, Statistic statistic) {
    double squares = 0;
    int freedom = 0;
    for (Benchmark benchmark : benchmarks) {
      for (String metric : metrics) {
        double[] bySeed =
            benchmark.seeds(metric) < 2
                ? new double[0]
                : benchmark.drawn(metric, statistic).bySeed();
        double mean = Arrays.stream(bySeed).average().orElse(0);
        squares += Arrays.stream(bySeed).map(v -> (v - mean) * (v - mean)).sum();
        freedom += Math.max(0, bySeed.length - 1);
      }
    }
    return new SeedNoise(freedom == 0 ? Double.NaN : squares / freedom);
  }

  boolean unknown() {
    return Double.isNaN(variance);
  }

  /** Name of a metric's normal numbers. */
  static String stream(String metric) {
    return "assessor " + metric;
  }

  /**
   * Replicates of a mean over seeds and benchmarks, disturbed.
   *
   * @param seeds of the metric; 0: it has none, nothing is added
   * @param benchmarks that the mean is over, each with seeds of its own
   * @param normals one a replicate
   */
  double[] on(double[] replicates, int seeds, int benchmarks, double[] normals) {
    double[] disturbed = replicates.clone();
    if (seeds > 0 && variance > 0) {
      double scale = Math.sqrt(variance / seeds / benchmarks);
      for (int r = 0; r < disturbed.length; r++) {
        disturbed[r] += scale * normals[r];
      }
    }
    return disturbed;
  }
}

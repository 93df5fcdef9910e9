package io.chiral.asymmetry.design;

import io.chiral.asymmetry.replicate.Intervals;

/**
 * As much of a study as its certainty depends on.
 *
 * @param metrics how many are compared, at least 1
 * @param settings in which each is trained, at least 1
 * @param seeds runs of each cell
 * @param photographs independent test photographs: crops of one are one unit
 * @param sharedStart whether the runs of a seed share a pretrained start
 * @param benchmarks label tables that the assessors' values are the mean of; 0: no assessors
 * @param contents fewest independent contents of a benchmark
 * @param splits random splits by content
 * @param testShare share of the contents that a split holds out
 */
public record Design(
    int metrics,
    int settings,
    int seeds,
    int photographs,
    boolean sharedStart,
    int benchmarks,
    int contents,
    int splits,
    double testShare) {

  /** Fewer splits give assessors no interval. */
  static final int MIN_SPLITS = 10;

  /** Whether there are enough independent photographs for a verdict. */
  boolean enoughPhotographs() {
    return photographs >= Intervals.MIN_UNITS;
  }

  /** Contents that stand in some split's test part, on average. */
  double tested() {
    return contents * (1 - Math.pow(1 - testShare, splits));
  }

  /**
   * Degrees of freedom that the variance of runs is told from: what is left of the cells' repeats.
   */
  int freedom() {
    return (sharedStart ? metrics - 1 : metrics) * settings * (seeds - 1);
  }

  Design withPhotographs(int count) {
    return new Design(
        metrics, settings, seeds, count, sharedStart, benchmarks, contents, splits, testShare);
  }

  Design withSeeds(int count) {
    return new Design(
        metrics,
        settings,
        count,
        photographs,
        sharedStart,
        benchmarks,
        contents,
        splits,
        testShare);
  }

  Design withContents(int count) {
    return new Design(
        metrics, settings, seeds, photographs, sharedStart, benchmarks, count, splits, testShare);
  }
}

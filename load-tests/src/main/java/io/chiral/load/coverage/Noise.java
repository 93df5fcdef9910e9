package io.chiral.load.coverage;

import java.util.random.RandomGenerator;

/**
 * What disturbs scores, as standard deviations. Of images in the units of a judge whose scores vary
 * by about 1 in all; of items in levels of a distortion, times the metric's own spread.
 *
 * @param photograph of a photograph, the same for all metrics and settings
 * @param metric of a photograph with a metric, in all settings
 * @param cell of a photograph with a metric in one setting
 * @param setting of a photograph with a setting, the same for all metrics
 * @param judge of a photograph with a metric as one judge sees it
 * @param start of the pretrained start that a seed's runs share
 * @param startImage of that start on a photograph
 * @param run of a run, on all its photographs alike: what a repeated cell shows
 * @param runImage of a run on a photograph
 * @param residual of a score
 * @param sharedContent share of an item's variance: a content, to all metrics
 * @param metricContent the same: a content, to one metric
 * @param seedContent the same: a content, to one initialisation seed of a metric
 * @param splitContent the same: a content, to one split's training
 * @param item the same: the item itself
 * @param skill of the logarithm of a seeded assessor's spread, over its seeds
 * @param heavy whether all but starts, runs and skills has Student's t of 3 degrees of freedom, in
 *     place of a normal distribution of the same variance
 */
record Noise(
    double photograph,
    double metric,
    double cell,
    double setting,
    double judge,
    double start,
    double startImage,
    double run,
    double runImage,
    double residual,
    double sharedContent,
    double metricContent,
    double seedContent,
    double splitContent,
    double item,
    double skill,
    boolean heavy) {

  /**
   * Two metrics then differ over photographs by some 1.2 SD of a judge and a run varies by some
   * 0.17 SD, near what {@code Spreads} assumes after a run of smoke.
   */
  static final Noise NORMAL =
      new Noise(
          3, 0.5, 0.4, 0.3, 0.2, 0.3, 0.1, 0.15, 0.2, 0.2, 0.3, 0.45, 0.05, 0.05, 0.15, 0.08,
          false);

  private static final double ROOT_3 = Math.sqrt(3);

  Noise withHeavyTails() {
    return new Noise(
        photograph,
        metric,
        cell,
        setting,
        judge,
        start,
        startImage,
        run,
        runImage,
        residual,
        sharedContent,
        metricContent,
        seedContent,
        splitContent,
        item,
        skill,
        true);
  }

  /** Of variance 1: of photographs, contents, items. */
  double draw(RandomGenerator random) {
    double normal = random.nextGaussian();
    if (!heavy) {
      return normal;
    }
    double squares = 0;
    for (int i = 0; i < 3; i++) {
      double z = random.nextGaussian();
      squares += z * z;
    }
    // t₃ = z/√(χ²₃/3) has variance 3.
    return normal / Math.sqrt(squares / 3) / ROOT_3;
  }

  /** Half the variance to all types of distortion alike, half to one. */
  static double halves(double all, double one) {
    return Math.sqrt(0.5) * (all + one);
  }

  /** Standard deviation of a judge's scores about their photograph's centre, as cells are many. */
  double deviation(int metrics, int settings, double planted) {
    double variance =
        planted
            + square(metric) * (1 - 1.0 / metrics)
            + square(judge) * (1 - 1.0 / metrics)
            + square(cell) * (1 - 1.0 / (metrics * settings))
            + square(setting) * (1 - 1.0 / settings)
            + square(start)
            + square(startImage)
            + square(run)
            + square(runImage)
            + square(residual);
    return Math.sqrt(variance);
  }

  private static double square(double value) {
    return value * value;
  }
}

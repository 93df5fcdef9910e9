package io.chiral.load.coverage;

import org.hipparchus.distribution.continuous.NormalDistribution;

/** The standard normal distribution. */
final class Normal {

  private static final NormalDistribution STANDARD = new NormalDistribution();

  private Normal() {}

  static double cumulative(double x) {
    return STANDARD.cumulativeProbability(x);
  }

  static double quantile(double share) {
    return STANDARD.inverseCumulativeProbability(share);
  }
}

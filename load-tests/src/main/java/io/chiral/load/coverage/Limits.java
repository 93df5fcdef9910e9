package io.chiral.load.coverage;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * What A tends to with infinitely many contents and splits, as a function of an assessor's spread
 * s.
 *
 * <p>The score of an item of level l is −l + s·e, so by symmetry ρ = Σ (l − 3)·E F(X | l) /
 * (5·√(1/12)·√2), E F(X | l) the mean over l′ of P(e′ − e &lt; (l − l′)/s). Of normal errors that
 * is in closed form; of heavy tails the distribution of e′ − e is taken from four million draws.
 */
final class Limits {

  private static final int DRAWS = 4_000_000;
  private static final int SKILLS = 41;
  private final Noise noise;
  private final double[] differences;

  Limits(Noise noise) {
    this.noise = noise;
    differences = noise.heavy() ? differences() : new double[0];
  }

  /** One seed of that spread. */
  double of(double spread) {
    double sum = 0;
    for (int l = 1; l <= Demo.LEVELS; l++) {
      double below = 0;
      for (int other = 1; other <= Demo.LEVELS; other++) {
        below += cumulative((l - other) / spread) / Demo.LEVELS;
      }
      sum += (l - 3) * below / Demo.LEVELS;
    }
    // F(X) is uniform; a level's mid-rank is (l − ½)/5, of variance 2/25.
    return sum / Demo.LEVELS / (Math.sqrt(1 / 12.0) * Math.sqrt(2) / Demo.LEVELS);
  }

  /** Mean over infinitely many seeds. */
  double overSeeds(double spread) {
    double sum = 0;
    for (int i = 0; i < SKILLS; i++) {
      sum += of(spread * Math.exp(noise.skill() * Normal.quantile((i + 0.5) / SKILLS)));
    }
    return sum / SKILLS;
  }

  private double cumulative(double x) {
    if (!noise.heavy()) {
      return Normal.cumulative(x / Math.sqrt(2));
    }
    int at = Arrays.binarySearch(differences, x);
    return (at < 0 ? -at - 1 : at) / (double) differences.length;
  }

  private double[] differences() {
    SplittableRandom random = new SplittableRandom(17);
    double[] found = new double[DRAWS];
    for (int i = 0; i < DRAWS; i++) {
      double one = error(random);
      double other = error(random);
      found[i] = one - other;
    }
    Arrays.sort(found);
    return found;
  }

  private double error(SplittableRandom random) {
    return Math.sqrt(noise.sharedContent()) * Noise.halves(noise.draw(random), noise.draw(random))
        + Math.sqrt(noise.metricContent()) * Noise.halves(noise.draw(random), noise.draw(random))
        + Math.sqrt(noise.seedContent()) * noise.draw(random)
        + Math.sqrt(noise.splitContent()) * noise.draw(random)
        + Math.sqrt(noise.item()) * noise.draw(random);
  }
}

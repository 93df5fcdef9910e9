package io.chiral.imagery.degradation;

import io.chiral.imagery.Image;
import io.chiral.imagery.random.CounterRandom;

/** Noise of sensors; results are clamped to [0, 1]. */
final class Noise {
  /**
   * Above, a Poisson number is a rounded normal one: the difference is below what a level shows.
   */
  private static final double LARGE_MEAN = 50;

  private Noise() {}

  /**
   * White Gaussian noise.
   *
   * @param deviation of samples in [0, 1]
   * @param grey whether all channels of a pixel get the same
   */
  static Image gaussian(Image image, double deviation, boolean grey, CounterRandom random) {
    return clamped(image, (c, y, x) -> deviation * random.normal(index(image, grey ? 0 : c, y, x)));
  }

  /**
   * Gaussian noise whose channels depend on each other: covariance deviation²·Uᵀ·D·U, D diagonal
   * and uniform in [0, 1], U a random rotation.
   */
  static Image correlated(Image image, double deviation, Dice dice) {
    double[][] mix = mix(dice);
    CounterRandom random = dice.field();
    return clamped(
        image,
        (c, y, x) -> {
          double sum = 0;
          for (int k = 0; k < 3; k++) {
            sum += mix[k][c] * random.normal(index(image, k, y, x));
          }
          return deviation * sum;
        });
  }

  /** √D·U with rows made orthonormal one after the other. */
  private static double[][] mix(Dice dice) {
    double[][] rows = new double[3][3];
    for (int i = 0; i < 3; i++) {
      for (int c = 0; c < 3; c++) {
        rows[i][c] = dice.uniform(0, 1);
      }
      for (int before = 0; before < i; before++) {
        double along = dot(rows[i], rows[before]);
        for (int c = 0; c < 3; c++) {
          rows[i][c] -= along * rows[before][c];
        }
      }
      double norm = Math.sqrt(dot(rows[i], rows[i]));
      for (int c = 0; c < 3; c++) {
        rows[i][c] /= Math.max(norm, 1e-9);
      }
    }
    for (double[] row : rows) {
      double root = Math.sqrt(dice.uniform(0, 1));
      for (int c = 0; c < 3; c++) {
        row[c] *= root;
      }
    }
    return rows;
  }

  private static double dot(double[] a, double[] b) {
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
  }

  /**
   * Shot noise: samples, rounded to 8 bits, are counts of {@code levels} at full light.
   *
   * @param levels how many counts are full light
   * @param strength factor of the noise
   * @param grey whether the noise is that of the luma, the same for all channels
   */
  static Image poisson(
      Image image, double levels, double strength, boolean grey, CounterRandom random) {
    Image rounded = image.quantised();
    return clamped(
        image,
        (c, y, x) -> {
          double light = grey ? luma(rounded, y, x) : rounded.at(c, y, x);
          double mean = Math.max(light * levels, 0);
          long n = index(image, grey ? 0 : c, y, x);
          return strength * (count(mean, random, n) - mean) / levels;
        });
  }

  private static double luma(Image image, int y, int x) {
    double luma = 0.299 * image.at(0, y, x) + 0.587 * image.at(1, y, x) + 0.114 * image.at(2, y, x);
    return Math.rint(luma * 255) / 255;
  }

  private static double count(double mean, CounterRandom random, long n) {
    if (mean > LARGE_MEAN) {
      return Math.max(Math.rint(mean + Math.sqrt(mean) * random.normal(n)), 0);
    }
    double left = random.uniform(2 * n);
    double probability = Math.exp(-mean);
    int count = 0;
    while (left >= probability && count < 10 * LARGE_MEAN) {
      left -= probability;
      count++;
      probability *= mean / count;
    }
    return count;
  }

  private static long index(Image image, int c, int y, int x) {
    return ((long) c * image.height() + y) * image.width() + x;
  }

  /** What is added to a sample. */
  @FunctionalInterface
  private interface Addition {
    double at(int c, int y, int x);
  }

  private static Image clamped(Image image, Addition noise) {
    return Image.generate(
        image.width(),
        image.height(),
        image.channels(),
        (c, y, x) -> (float) Math.min(Math.max(image.at(c, y, x) + noise.at(c, y, x), 0), 1));
  }
}

package io.chiral.imagery.metric;

import java.util.Arrays;
import org.hipparchus.special.Gamma;

/**
 * The asymmetric generalised Gaussian density that fits some values, by moment matching (Lasmar,
 * Stitou, Berthoumieu 2009) on NIQE's grid of shapes 0.2, 0.201 … 10.
 *
 * @param shape α
 * @param left the scale β of the negative side
 * @param right the scale β of the positive side
 */
record AsymmetricGaussian(double shape, double left, double right) {
  private static final int GRID = 9801;
  private static final double[] RATIOS = ratios();

  /** NaN throughout if the values are all zero or all of one sign. */
  static AsymmetricGaussian fit(double[] values) {
    double squaresLeft = 0;
    double squaresRight = 0;
    double magnitude = 0;
    int negative = 0;
    int positive = 0;
    for (double v : values) {
      magnitude += Math.abs(v);
      if (v < 0) {
        squaresLeft += v * v;
        negative++;
      } else if (v > 0) {
        squaresRight += v * v;
        positive++;
      }
    }
    if (negative == 0 || positive == 0) {
      return new AsymmetricGaussian(Double.NaN, Double.NaN, Double.NaN);
    }
    double left = Math.sqrt(squaresLeft / negative);
    double right = Math.sqrt(squaresRight / positive);
    double skew = left / right;
    double ratio = magnitude * magnitude / values.length / (squaresLeft + squaresRight);
    double adjusted = ratio * (Math.pow(skew, 3) + 1) * (skew + 1) / Math.pow(skew * skew + 1, 2);
    double shape = nearestShape(adjusted);
    double scale = Math.exp((Gamma.logGamma(1 / shape) - Gamma.logGamma(3 / shape)) / 2);
    return new AsymmetricGaussian(shape, left * scale, right * scale);
  }

  /** η, the mean of the fitted density. */
  double mean() {
    return (right - left) * Math.exp(Gamma.logGamma(2 / shape) - Gamma.logGamma(1 / shape));
  }

  /** The ratio rises with the shape, so the nearest on the grid is one of two neighbours. */
  private static double nearestShape(double ratio) {
    int found = Arrays.binarySearch(RATIOS, ratio);
    int above = Math.min(found < 0 ? -found - 1 : found, GRID - 1);
    int below = Math.max(above - 1, 0);
    boolean nearerBelow = ratio - RATIOS[below] <= RATIOS[above] - ratio;
    return shape(nearerBelow ? below : above);
  }

  private static double shape(int index) {
    return 0.2 + index * 0.001;
  }

  private static double[] ratios() {
    double[] ratios = new double[GRID];
    for (int i = 0; i < GRID; i++) {
      double a = shape(i);
      ratios[i] =
          Math.exp(2 * Gamma.logGamma(2 / a) - Gamma.logGamma(1 / a) - Gamma.logGamma(3 / a));
    }
    return ratios;
  }
}

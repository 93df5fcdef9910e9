package io.chiral.imagery;

import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/**
 * One channel in double precision, row major, of any range: what metrics and filters compute on.
 *
 * <p>The array is owned by the plane from its construction on; callers do not write to it.
 */
public record Plane(int width, int height, double[] values) {
  public Plane {
    if (width < 1 || height < 1 || values.length != (long) width * height) {
      throw new IllegalArgumentException(
          "a plane of %d×%d (W×H) cannot hold %d values".formatted(width, height, values.length));
    }
  }

  public double at(int y, int x) {
    return values[y * width + x];
  }

  /** Each value put through {@code f}. */
  public Plane map(DoubleUnaryOperator f) {
    double[] result = new double[values.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = f.applyAsDouble(values[i]);
    }
    return new Plane(width, height, result);
  }

  /** Value by value with a plane of the same size. */
  public Plane zip(Plane other, DoubleBinaryOperator f) {
    requireSizeOf(other);
    double[] result = new double[values.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = f.applyAsDouble(values[i], other.values[i]);
    }
    return new Plane(width, height, result);
  }

  /** The window of the given size with its upper left corner at (x, y). */
  public Plane crop(int x, int y, int cropWidth, int cropHeight) {
    double[] window = new double[cropWidth * cropHeight];
    for (int row = 0; row < cropHeight; row++) {
      System.arraycopy(values, (y + row) * width + x, window, row * cropWidth, cropWidth);
    }
    return new Plane(cropWidth, cropHeight, window);
  }

  public double mean() {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  /** Throws {@link IllegalArgumentException} unless both have the same width and height. */
  public void requireSizeOf(Plane other) {
    if (width != other.width || height != other.height) {
      throw new IllegalArgumentException(
          "planes differ in size: %d×%d and %d×%d (W×H)"
              .formatted(width, height, other.width, other.height));
    }
  }
}

package io.chiral.imagery.filter;

/**
 * Weights of a square window of odd side, row major; convolutions here do not flip them.
 *
 * <p>The array is owned by the kernel from its construction on; callers do not write to it.
 */
public record Kernel(int side, double[] weights) {
  public Kernel {
    if (side < 1 || side % 2 == 0 || weights.length != side * side) {
      throw new IllegalArgumentException(
          "a kernel has an odd side and side² weights, got side %d and %d weights"
              .formatted(side, weights.length));
    }
  }

  /** Weights by their place relative to the middle, divided by their sum. */
  public static Kernel normalised(int side, Weight weight) {
    double[] weights = new double[side * side];
    int middle = side / 2;
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      weights[i] = weight.at(i / side - middle, i % side - middle);
      sum += weights[i];
    }
    for (int i = 0; i < weights.length; i++) {
      weights[i] /= sum;
    }
    return new Kernel(side, weights);
  }

  /** A weight at (y, x) from the middle. */
  @FunctionalInterface
  public interface Weight {
    double at(int y, int x);
  }
}

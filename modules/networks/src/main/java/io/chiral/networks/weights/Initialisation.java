package io.chiral.networks.weights;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.stream.IntStream;

/** How a tensor's first values are made: a pure function of its shape and its random stream. */
@FunctionalInterface
public interface Initialisation {

  NDArray create(NDManager manager, Shape shape, CounterRandom random);

  static Initialisation constant(float value) {
    return (manager, shape, random) -> manager.full(shape, value);
  }

  /** Normal with the given mean and standard deviation. */
  static Initialisation normal(double mean, double deviation) {
    return (manager, shape, random) -> {
      float[] values = new float[Math.toIntExact(shape.size())];
      IntStream.range(0, (values.length + 1) / 2)
          .parallel()
          .forEach(
              pair -> {
                int at = 2 * pair;
                double[] both = random.normalPair(at);
                values[at] = (float) (mean + deviation * both[0]);
                if (at + 1 < values.length) {
                  values[at + 1] = (float) (mean + deviation * both[1]);
                }
              });
      return manager.create(values, shape);
    };
  }

  /**
   * timm's {@code trunc_normal_(std=0.02)}. Its cut at ±2 is absolute, a hundred deviations away,
   * so that it is a normal distribution.
   */
  static Initialisation truncatedNormal() {
    return normal(0, 0.02);
  }

  /** Uniform in [−bound, bound). */
  static Initialisation uniform(double bound) {
    return (manager, shape, random) -> {
      float[] values = new float[Math.toIntExact(shape.size())];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (bound * (2 * random.uniform(i) - 1));
      }
      return manager.create(values, shape);
    };
  }

  /**
   * PyTorch's default of {@code Linear} and {@code Conv2d}, weight and bias alike: uniform within
   * 1/√fanIn.
   *
   * @param fanIn inputs of one output: channels times the kernel's area
   */
  static Initialisation torchDefault(long fanIn) {
    return uniform(1 / Math.sqrt(fanIn));
  }

  /**
   * {@code kaiming_normal_(mode="fan_out", nonlinearity="relu")}: deviation √(2/fanOut).
   *
   * @param fanOut outputs of one input: channels times the kernel's area
   */
  static Initialisation kaimingNormal(long fanOut) {
    return normal(0, Math.sqrt(2.0 / fanOut));
  }

  /**
   * The buffer of Swin's windows, int64, M² values for M = window² positions: for each pair of
   * positions the row of the bias table that holds their offset.
   */
  static Initialisation relativePositions(int window) {
    int area = window * window;
    int side = 2 * window - 1;
    return (manager, shape, random) -> {
      long[] index = new long[area * area];
      for (int a = 0; a < area; a++) {
        for (int b = 0; b < area; b++) {
          int dy = a / window - b / window + window - 1;
          int dx = a % window - b % window + window - 1;
          index[a * area + b] = (long) dy * side + dx;
        }
      }
      return manager.create(index, shape);
    };
  }
}

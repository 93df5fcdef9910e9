package io.chiral.imagery.resize;

import io.chiral.imagery.Plane;

/**
 * For one axis: which input samples make each output sample, and with what weights.
 *
 * <p>Output i takes {@code width} inputs; tap j of it reads input {@code index[i·width + j]},
 * already mirrored into the axis.
 */
record Taps(int length, int width, int[] index, double[] weight) {

  static Taps of(int inputLength, double scale) {
    // The tolerance keeps 1/3 of 9 at 3 where the quotient is a rounding error above it.
    int length = (int) Math.ceil(inputLength * scale - 1e-9);
    double shrink = Math.min(scale, 1);
    double support = 4 / shrink;
    int width = (int) Math.ceil(support) + 2;
    int[] index = new int[length * width];
    double[] weight = new double[length * width];
    for (int i = 0; i < length; i++) {
      double centre = (i + 1) / scale + 0.5 * (1 - 1 / scale);
      int left = (int) Math.floor(centre - support / 2);
      double sum = 0;
      for (int j = 0; j < width; j++) {
        double w = shrink * cubic(shrink * (centre - (left + j)));
        weight[i * width + j] = w;
        index[i * width + j] = mirror(left + j - 1, inputLength);
        sum += w;
      }
      for (int j = 0; j < width; j++) {
        weight[i * width + j] /= sum;
      }
    }
    return new Taps(length, width, index, weight);
  }

  private static double cubic(double x) {
    double a = Math.abs(x);
    if (a <= 1) {
      return (1.5 * a - 2.5) * a * a + 1;
    }
    return a <= 2 ? ((-0.5 * a + 2.5) * a - 4) * a + 2 : 0;
  }

  /** Mirrors a position beyond an end back in, the edge sample included, however far beyond. */
  private static int mirror(int position, int length) {
    int within = Math.floorMod(position, 2 * length);
    return within < length ? within : 2 * length - 1 - within;
  }

  /** Resizes the height. */
  Plane alongColumns(Plane plane) {
    int w = plane.width();
    double[] in = plane.values();
    double[] out = new double[length * w];
    for (int i = 0; i < length; i++) {
      for (int j = 0; j < width; j++) {
        double factor = weight[i * width + j];
        int from = index[i * width + j] * w;
        if (factor != 0) {
          for (int x = 0; x < w; x++) {
            out[i * w + x] += factor * in[from + x];
          }
        }
      }
    }
    return new Plane(w, length, out);
  }

  /** Resizes the width. */
  Plane alongRows(Plane plane) {
    double[] in = plane.values();
    double[] out = new double[plane.height() * length];
    for (int y = 0; y < plane.height(); y++) {
      int row = y * plane.width();
      for (int i = 0; i < length; i++) {
        double sum = 0;
        for (int j = i * width; j < (i + 1) * width; j++) {
          sum += weight[j] * in[row + index[j]];
        }
        out[y * length + i] = sum;
      }
    }
    return new Plane(length, plane.height(), out);
  }
}

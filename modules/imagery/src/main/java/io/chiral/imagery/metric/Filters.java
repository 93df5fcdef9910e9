package io.chiral.imagery.metric;

import io.chiral.imagery.Plane;

/** Separable filters of MATLAB's kinds. */
final class Filters {
  private Filters() {}

  /** One axis of {@code fspecial('gaussian', size, sigma)}: the 2-D kernel is its outer product. */
  static double[] gaussian(int size, double sigma) {
    double[] taps = new double[size];
    double sum = 0;
    for (int i = 0; i < size; i++) {
      double d = i - (size - 1) / 2.0;
      taps[i] = Math.exp(-d * d / (2 * sigma * sigma));
      sum += taps[i];
    }
    for (int i = 0; i < size; i++) {
      taps[i] /= sum;
    }
    return taps;
  }

  /** Symmetric taps on both axes, where the window lies inside: each side shrinks by taps − 1. */
  static Plane valid(Plane plane, double[] taps) {
    int w = plane.width() - taps.length + 1;
    int h = plane.height() - taps.length + 1;
    double[] in = plane.values();
    double[] rows = new double[h * plane.width()];
    for (int y = 0; y < h; y++) {
      for (int k = 0; k < taps.length; k++) {
        int from = (y + k) * plane.width();
        int to = y * plane.width();
        for (int x = 0; x < plane.width(); x++) {
          rows[to + x] += taps[k] * in[from + x];
        }
      }
    }
    double[] out = new double[h * w];
    for (int y = 0; y < h; y++) {
      for (int x = 0; x < w; x++) {
        double sum = 0;
        for (int k = 0; k < taps.length; k++) {
          sum += taps[k] * rows[y * plane.width() + x + k];
        }
        out[y * w + x] = sum;
      }
    }
    return new Plane(w, h, out);
  }

  /** Symmetric taps on both axes with the edge samples repeated outwards; the size stays. */
  static Plane replicated(Plane plane, double[] taps) {
    return valid(padded(plane, taps.length / 2), taps);
  }

  private static Plane padded(Plane plane, int margin) {
    int w = plane.width() + 2 * margin;
    int h = plane.height() + 2 * margin;
    double[] values = new double[w * h];
    for (int y = 0; y < h; y++) {
      int fromY = Math.min(Math.max(y - margin, 0), plane.height() - 1);
      for (int x = 0; x < w; x++) {
        values[y * w + x] = plane.at(fromY, Math.min(Math.max(x - margin, 0), plane.width() - 1));
      }
    }
    return new Plane(w, h, values);
  }

  /** {@link #reduced} by 2. */
  static Plane halved(Plane plane) {
    return reduced(plane, 2);
  }

  /**
   * Every f-th sample of the f×f mean, zero beyond the edge: {@code conv2(x, ones(f)/f², 'same')
   * (1:f:end, 1:f:end)}.
   */
  static Plane reduced(Plane plane, int factor) {
    int w = (plane.width() + factor - 1) / factor;
    int h = (plane.height() + factor - 1) / factor;
    int before = (factor - 1) / 2;
    double[] values = new double[w * h];
    for (int y = 0; y < h; y++) {
      int top = factor * y - before;
      for (int x = 0; x < w; x++) {
        int left = factor * x - before;
        double sum = 0;
        for (int dy = Math.max(top, 0); dy < Math.min(top + factor, plane.height()); dy++) {
          for (int dx = Math.max(left, 0); dx < Math.min(left + factor, plane.width()); dx++) {
            sum += plane.at(dy, dx);
          }
        }
        values[y * w + x] = sum / (factor * factor);
      }
    }
    return new Plane(w, h, values);
  }

  /**
   * Magnitude of the gradient by a 3×3 operator, the image being 0 beyond its edge.
   *
   * @param side weight of the operator's outer rows: 1/3 for Prewitt, 3/16 for Scharr
   * @param middle weight of its middle row: 1/3 and 10/16
   */
  static Plane gradient(Plane plane, double side, double middle) {
    int w = plane.width();
    int h = plane.height();
    double[] values = new double[w * h];
    for (int y = 0; y < h; y++) {
      for (int x = 0; x < w; x++) {
        double across = 0;
        double down = 0;
        for (int d = -1; d <= 1; d++) {
          double weight = d == 0 ? middle : side;
          across += weight * (orZero(plane, y + d, x - 1) - orZero(plane, y + d, x + 1));
          down += weight * (orZero(plane, y - 1, x + d) - orZero(plane, y + 1, x + d));
        }
        values[y * w + x] = Math.sqrt(across * across + down * down);
      }
    }
    return new Plane(w, h, values);
  }

  private static double orZero(Plane plane, int y, int x) {
    boolean inside = x >= 0 && y >= 0 && x < plane.width() && y < plane.height();
    return inside ? plane.at(y, x) : 0;
  }
}

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

  /**
   * Every second sample of the 2×2 mean (of the sample, its right, lower and lower right
   * neighbour), zero beyond the edge: {@code conv2(x, ones(2)/4, 'same')(1:2:end, 1:2:end)}.
   */
  static Plane halved(Plane plane) {
    int w = (plane.width() + 1) / 2;
    int h = (plane.height() + 1) / 2;
    double[] values = new double[w * h];
    for (int y = 0; y < h; y++) {
      for (int x = 0; x < w; x++) {
        double sum = 0;
        for (int dy = 2 * y; dy < Math.min(2 * y + 2, plane.height()); dy++) {
          for (int dx = 2 * x; dx < Math.min(2 * x + 2, plane.width()); dx++) {
            sum += plane.at(dy, dx);
          }
        }
        values[y * w + x] = sum / 4;
      }
    }
    return new Plane(w, h, values);
  }
}

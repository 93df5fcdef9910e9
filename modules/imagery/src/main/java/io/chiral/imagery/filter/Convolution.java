package io.chiral.imagery.filter;

import io.chiral.imagery.Plane;

/** Convolutions that keep a plane's size. */
public final class Convolution {
  private Convolution() {}

  /** Taps of a Gaussian out to {@code radius}, with sum 1. */
  public static double[] gaussian(double sigma, int radius) {
    double[] taps = new double[2 * radius + 1];
    double sum = 0;
    for (int i = 0; i < taps.length; i++) {
      taps[i] = Math.exp(-(i - radius) * (i - radius) / (2 * sigma * sigma));
      sum += taps[i];
    }
    for (int i = 0; i < taps.length; i++) {
      taps[i] /= sum;
    }
    return taps;
  }

  /** A Gaussian blur out to 3σ. */
  public static Plane blur(Plane plane, double sigma, Border border) {
    return separable(plane, gaussian(sigma, (int) Math.ceil(3 * sigma)), border);
  }

  /** The same taps, odd in number, along rows and columns. */
  public static Plane separable(Plane plane, double[] taps, Border border) {
    return alongColumns(alongRows(plane, taps, border), taps, border);
  }

  /** Taps, odd in number, along rows only. */
  public static Plane alongRows(Plane plane, double[] taps, Border border) {
    int w = plane.width();
    int radius = taps.length / 2;
    double[] in = plane.values();
    double[] out = new double[in.length];
    int[] from = places(w, radius, border);
    for (int y = 0; y < plane.height(); y++) {
      int row = y * w;
      for (int x = 0; x < w; x++) {
        double sum = 0;
        for (int k = 0; k < taps.length; k++) {
          sum += taps[k] * in[row + from[x + k]];
        }
        out[row + x] = sum;
      }
    }
    return new Plane(w, plane.height(), out);
  }

  /** Taps, odd in number, along columns only. */
  public static Plane alongColumns(Plane plane, double[] taps, Border border) {
    int w = plane.width();
    int h = plane.height();
    double[] in = plane.values();
    double[] out = new double[in.length];
    int[] from = places(h, taps.length / 2, border);
    for (int y = 0; y < h; y++) {
      for (int k = 0; k < taps.length; k++) {
        int row = from[y + k] * w;
        for (int x = 0; x < w; x++) {
          out[y * w + x] += taps[k] * in[row + x];
        }
      }
    }
    return new Plane(w, h, out);
  }

  /** All weights of a kernel. */
  public static Plane full(Plane plane, Kernel kernel, Border border) {
    int w = plane.width();
    int h = plane.height();
    int side = kernel.side();
    double[] in = plane.values();
    double[] out = new double[in.length];
    int[] rows = places(h, side / 2, border);
    int[] columns = places(w, side / 2, border);
    double[] padded = new double[w + side - 1];
    for (int y = 0; y < h; y++) {
      for (int k = 0; k < side; k++) {
        int row = rows[y + k] * w;
        for (int x = 0; x < padded.length; x++) {
          padded[x] = in[row + columns[x]];
        }
        for (int j = 0; j < side; j++) {
          double weight = kernel.weights()[k * side + j];
          if (weight != 0) {
            for (int x = 0; x < w; x++) {
              out[y * w + x] += weight * padded[x + j];
            }
          }
        }
      }
    }
    return new Plane(w, h, out);
  }

  private static int[] places(int length, int radius, Border border) {
    int[] places = new int[length + 2 * radius];
    for (int i = 0; i < places.length; i++) {
      places[i] = border.inside(i - radius, length);
    }
    return places;
  }
}

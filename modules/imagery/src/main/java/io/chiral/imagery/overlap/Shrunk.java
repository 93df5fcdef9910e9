package io.chiral.imagery.overlap;

import io.chiral.imagery.Plane;

/** Planes made smaller by averaging. */
final class Shrunk {
  private Shrunk() {}

  /** Means of whole squares of {@code side} pixels; an incomplete last row or column is cut. */
  static Plane by(Plane plane, int side) {
    int w = Math.max(plane.width() / side, 1);
    int h = Math.max(plane.height() / side, 1);
    return to(plane, w, h, Math.min(w * side, plane.width()), Math.min(h * side, plane.height()));
  }

  /** The whole plane as w×h means. */
  static Plane to(Plane plane, int w, int h) {
    return to(plane, w, h, plane.width(), plane.height());
  }

  private static Plane to(Plane plane, int w, int h, int fromWidth, int fromHeight) {
    double[] sums = new double[w * h];
    int[] counts = new int[w * h];
    for (int y = 0; y < fromHeight; y++) {
      int row = (int) ((long) y * h / fromHeight) * w;
      for (int x = 0; x < fromWidth; x++) {
        int at = row + (int) ((long) x * w / fromWidth);
        sums[at] += plane.at(y, x);
        counts[at]++;
      }
    }
    for (int i = 0; i < sums.length; i++) {
      sums[i] /= Math.max(counts[i], 1);
    }
    return new Plane(w, h, sums);
  }
}

package io.chiral.imagery.overlap;

import io.chiral.imagery.Plane;
import io.chiral.imagery.filter.Border;
import io.chiral.imagery.filter.Convolution;

/**
 * A picture's coarse detail: luma averaged over 4×4 pixels, blurred (σ = 10 pixels) so that its
 * samples, one every {@value #CELL} pixels, hardly depend on where they fall, less its own blur (σ
 * = 32 pixels), so that skies and walls count for little.
 *
 * @param values w×h, row major
 */
record Band(int width, int height, float[] values) {
  /** Pixels a sample, across and downwards. */
  static final int CELL = 16;

  private static final int FINE = 4;

  static Band of(Plane luma) {
    Plane fine = Shrunk.by(luma, FINE);
    Plane smooth = Convolution.blur(fine, 2.5, Border.REPEAT);
    int step = CELL / FINE;
    int w = (fine.width() + step / 2) / step;
    int h = (fine.height() + step / 2) / step;
    double[] coarse = new double[w * h];
    for (int y = 0; y < h; y++) {
      for (int x = 0; x < w; x++) {
        int row = Math.min(y * step + step / 2, fine.height() - 1);
        int column = Math.min(x * step + step / 2, fine.width() - 1);
        coarse[y * w + x] = smooth.at(row, column);
      }
    }
    return whitened(new Plane(w, h, coarse));
  }

  /** Less its own blur of σ = 2 samples. */
  static Band whitened(Plane plane) {
    Plane detail = plane.zip(Convolution.blur(plane, 2, Border.REPEAT), (v, m) -> v - m);
    float[] values = new float[detail.values().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) detail.values()[i];
    }
    return new Band(plane.width(), plane.height(), values);
  }
}

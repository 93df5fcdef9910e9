package io.chiral.imagery.overlap;

import io.chiral.imagery.Plane;
import org.jspecify.annotations.Nullable;

/**
 * A candidate looked at pixel by pixel: a lively square of one image is looked for around the place
 * in the other where the coarse search put it, at a quarter of the size, then at full size.
 */
final class Detail {
  private static final int SIDE = 96;
  private static final int QUARTER = 4;

  /** The coarse search is right to two samples. */
  private static final int REACH = 2 * Band.CELL / QUARTER;

  private Detail() {}

  /**
   * Where detail of one image lies in the other.
   *
   * @param x further right
   * @param y further down
   * @param correlation the larger of those at full and at a quarter of the size
   */
  record Found(int x, int y, double correlation) {}

  /**
   * @param left of the area of {@code one} that the square is chosen from, in pixels
   * @param size of that area
   * @param x how much further right the area lies in {@code other}, roughly
   */
  static @Nullable Found find(Plane one, Plane other, int left, int top, int size, int x, int y) {
    int side = Math.min(SIDE, size) / QUARTER * QUARTER;
    int[] corner = liveliest(one, left, top, size, side);
    Plane square = one.crop(corner[0], corner[1], side, side);
    Plane small = Shrunk.by(other, QUARTER);
    Found coarse =
        best(
            Shrunk.by(square, QUARTER),
            small,
            (corner[0] + x) / QUARTER,
            (corner[1] + y) / QUARTER,
            REACH);
    if (coarse == null) {
      return null;
    }
    Found fine =
        best(square, other, coarse.x() * QUARTER, coarse.y() * QUARTER, QUARTER + QUARTER / 2);
    return fine == null
        ? null
        : new Found(
            fine.x() - corner[0],
            fine.y() - corner[1],
            // A quarter of the size has a sixteenth of the noise.
            Math.max(fine.correlation(), coarse.correlation()));
  }

  private static int[] liveliest(Plane plane, int left, int top, int size, int side) {
    int[] best = {0, 0};
    double bestEnergy = -1;
    int step = Math.max(side / 2, 1);
    for (int y = top; y + side <= Math.min(top + size, plane.height()); y += step) {
      for (int x = left; x + side <= Math.min(left + size, plane.width()); x += step) {
        double energy = energy(plane.crop(x, y, side, side));
        if (energy > bestEnergy) {
          bestEnergy = energy;
          best = new int[] {x, y};
        }
      }
    }
    return best;
  }

  private static double energy(Plane plane) {
    double mean = plane.mean();
    return plane.map(v -> (v - mean) * (v - mean)).mean();
  }

  /** The best place of a square within {@code reach} of (x, y); null: none lies inside. */
  private static @Nullable Found best(Plane square, Plane in, int x, int y, int reach) {
    double mean = square.mean();
    double norm = Math.sqrt(square.values().length * energy(square));
    Found best = null;
    int lastX = Math.min(x + reach, in.width() - square.width());
    int lastY = Math.min(y + reach, in.height() - square.height());
    for (int top = Math.max(y - reach, 0); top <= lastY; top++) {
      for (int left = Math.max(x - reach, 0); left <= lastX; left++) {
        double correlation = norm == 0 ? 0 : correlation(square, mean, norm, in, left, top);
        if (best == null || correlation > best.correlation()) {
          best = new Found(left, top, correlation);
        }
      }
    }
    return best;
  }

  private static double correlation(
      Plane square, double mean, double norm, Plane in, int left, int top) {
    double dot = 0;
    double sum = 0;
    double squares = 0;
    for (int row = 0; row < square.height(); row++) {
      int from = (top + row) * in.width() + left;
      int own = row * square.width();
      for (int i = 0; i < square.width(); i++) {
        double value = in.values()[from + i];
        dot += (square.values()[own + i] - mean) * value;
        sum += value;
        squares += value * value;
      }
    }
    double energy = squares - sum * sum / square.values().length;
    return energy <= 1e-6 ? 0 : dot / (norm * Math.sqrt(energy));
  }
}

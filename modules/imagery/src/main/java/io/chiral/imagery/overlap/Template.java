package io.chiral.imagery.overlap;

import org.jspecify.annotations.Nullable;

/**
 * A square piece of a band, with mean 0 and norm 1, that is looked for in other bands.
 *
 * @param x its left column in its band
 * @param y its upper row
 * @param side samples across
 * @param values side², row major
 */
record Template(int x, int y, int side, float[] values) {
  /** 256 pixels: enough detail to be told from chance, little enough for a small image. */
  private static final int LARGEST = 16;

  /** Mean square of details, in levels of 255, below which a sky agrees with any other. */
  private static final double FAINTEST = 2;

  /** Below, chance agrees too often. */
  static final int SMALLEST = 7;

  /** The liveliest square of those near the middle; null: the band is too small, or flat. */
  static @Nullable Template of(Band band) {
    int shorter = Math.min(band.width(), band.height());
    if (shorter < SMALLEST) {
      return null;
    }
    // Two thirds of a small image, so that it is found where the other shows only its middle.
    int side = Math.min(LARGEST, Math.max(SMALLEST, 2 * shorter / 3));
    int freeX = band.width() - side;
    int freeY = band.height() - side;
    Template best = null;
    double bestEnergy = 0;
    for (int y = 3 * freeY / 8; y <= freeY - 3 * freeY / 8; y++) {
      for (int x = 3 * freeX / 8; x <= freeX - 3 * freeX / 8; x++) {
        float[] values = cut(band, x, y, side);
        double energy = centre(values);
        if (energy > bestEnergy) {
          bestEnergy = energy;
          best = new Template(x, y, side, values);
        }
      }
    }
    if (bestEnergy < FAINTEST * side * side) {
      return null;
    }
    if (best != null) {
      float scale = (float) (1 / Math.sqrt(bestEnergy));
      for (int i = 0; i < best.values.length; i++) {
        best.values[i] *= scale;
      }
    }
    return best;
  }

  private static float[] cut(Band band, int x, int y, int side) {
    float[] values = new float[side * side];
    for (int row = 0; row < side; row++) {
      System.arraycopy(band.values(), (y + row) * band.width() + x, values, row * side, side);
    }
    return values;
  }

  /** Takes the mean off; the sum of squares that stays. */
  private static double centre(float[] values) {
    double mean = 0;
    for (float value : values) {
      mean += value;
    }
    mean /= values.length;
    double energy = 0;
    for (int i = 0; i < values.length; i++) {
      values[i] -= (float) mean;
      energy += values[i] * values[i];
    }
    return energy;
  }

  /** Where a template agrees best with a band, by normalised cross-correlation. */
  record Match(int x, int y, double correlation) {}

  /** The best place in a band; null: it does not fit in. */
  @Nullable Match search(Band band) {
    Match best = null;
    for (int top = 0; top + side <= band.height(); top++) {
      for (int left = 0; left + side <= band.width(); left++) {
        double correlation = at(band, left, top);
        if (best == null || correlation > best.correlation()) {
          best = new Match(left, top, correlation);
        }
      }
    }
    return best;
  }

  private double at(Band band, int left, int top) {
    float[] in = band.values();
    float dot = 0;
    float sum = 0;
    float squares = 0;
    for (int row = 0; row < side; row++) {
      int from = (top + row) * band.width() + left;
      int own = row * side;
      for (int i = 0; i < side; i++) {
        float value = in[from + i];
        dot += values[own + i] * value;
        sum += value;
        squares += value * value;
      }
    }
    double energy = squares - (double) sum * sum / values.length;
    return energy < FAINTEST * values.length ? 0 : dot / Math.sqrt(energy);
  }
}

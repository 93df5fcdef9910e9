package io.chiral.imagery.overlap;

import io.chiral.imagery.Plane;
import io.chiral.imagery.filter.Border;
import io.chiral.imagery.filter.Convolution;
import org.jspecify.annotations.Nullable;

/**
 * A candidate looked at pixel by pixel: a whole area of one image is laid over the other, around
 * the place where the coarse search put it.
 *
 * <p>What is compared are details of some 2 to 10 pixels (luma blurred by σ = 1.5 less luma blurred
 * by σ = 6): noise is smaller and the one horizon or edge that any two photographs may share is too
 * little of them to agree.
 */
final class Detail {
  private static final double FINE = 1.5;
  private static final double COARSE = 6;
  private static final int MARGIN = 18;

  /** The coarse search is right to two samples. */
  private static final int REACH = 2 * Band.CELL;

  /** So much of the area must lie in the other image. */
  private static final double SHARE = 0.6;

  private Detail() {}

  /**
   * Where detail of one image lies in the other.
   *
   * @param x further right
   * @param y further down
   */
  record Found(int x, int y, double correlation) {}

  /**
   * The best place of an area.
   *
   * @param left of the area of {@code one}, in pixels
   * @param size of that area
   * @param x how much further right the area lies in {@code other}, roughly
   * @return null: too little of the area lies in {@code other}
   */
  static @Nullable Found find(Plane one, Plane other, int left, int top, int size, int x, int y) {
    Piece area = Piece.of(one, left, top, left + size, top + size);
    Piece around =
        Piece.of(
            other,
            left + x - REACH,
            top + y - REACH,
            left + x + size + REACH,
            top + y + size + REACH);
    if (area == null || around == null) {
      return null;
    }
    Found rough = best(area, around, x, y, REACH, 2, 4);
    return rough == null ? null : best(area, around, rough.x(), rough.y(), 2, 1, 2);
  }

  private static @Nullable Found best(
      Piece area, Piece around, int x, int y, int reach, int step, int stride) {
    Found best = null;
    for (int dy = y - reach; dy <= y + reach; dy += step) {
      for (int dx = x - reach; dx <= x + reach; dx += step) {
        double correlation = correlation(area, around, dx, dy, stride);
        if (best == null || correlation > best.correlation()) {
          best = new Found(dx, dy, correlation);
        }
      }
    }
    return best == null || best.correlation() <= 0 ? null : best;
  }

  private static double correlation(Piece area, Piece around, int dx, int dy, int stride) {
    int left = Math.max(area.left, around.left - dx);
    int top = Math.max(area.top, around.top - dy);
    int right = Math.min(area.right, around.right - dx);
    int bottom = Math.min(area.bottom, around.bottom - dy);
    double shared = (double) Math.max(right - left, 0) * Math.max(bottom - top, 0);
    if (shared < SHARE * (area.right - area.left) * (area.bottom - area.top)) {
      return 0;
    }
    double dot = 0;
    double own = 0;
    double its = 0;
    for (int py = top; py < bottom; py += stride) {
      for (int px = left; px < right; px += stride) {
        double a = area.at(px, py);
        double b = around.at(px + dx, py + dy);
        dot += a * b;
        own += a * a;
        its += b * b;
      }
    }
    return own <= 0 || its <= 0 ? 0 : dot / Math.sqrt(own * its);
  }

  /** The details of a part of a plane, by the plane's own coordinates. */
  private record Piece(
      Plane detail, int originX, int originY, int left, int top, int right, int bottom) {

    static @Nullable Piece of(Plane luma, int left, int top, int right, int bottom) {
      int l = Math.max(left, 0);
      int t = Math.max(top, 0);
      int r = Math.min(right, luma.width());
      int b = Math.min(bottom, luma.height());
      if (r <= l || b <= t) {
        return null;
      }
      int x = Math.max(l - MARGIN, 0);
      int y = Math.max(t - MARGIN, 0);
      int width = Math.min(r + MARGIN, luma.width()) - x;
      int height = Math.min(b + MARGIN, luma.height()) - y;
      Plane part = luma.crop(x, y, width, height);
      Plane detail =
          Convolution.blur(part, FINE, Border.REPEAT)
              .zip(Convolution.blur(part, COARSE, Border.REPEAT), (v, m) -> v - m);
      return new Piece(detail, x, y, l, t, r, b);
    }

    double at(int x, int y) {
      return detail.at(y - originY, x - originX);
    }
  }
}

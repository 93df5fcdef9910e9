package io.chiral.imagery.metric;

import io.chiral.imagery.Image;
import io.chiral.imagery.Luma;
import io.chiral.imagery.Plane;
import org.jspecify.annotations.Nullable;

/**
 * Gradient magnitude similarity deviation (Xue, Zhang, Mou, Bovik 2014, {@code GMSD.m}): the
 * standard deviation of the similarity of Prewitt gradients of the halved grey images, c = 170. 0
 * is equal.
 *
 * @param border pixels shaved from each side
 */
public record Gmsd(int border) implements Judge {
  private static final double C = 170;

  @Override
  public String id() {
    return "gmsd";
  }

  @Override
  public JudgeFamily family() {
    return JudgeFamily.DISTORTION;
  }

  @Override
  public boolean higherIsBetter() {
    return false;
  }

  @Override
  public boolean needsReference() {
    return true;
  }

  @Override
  public String protocol() {
    return ("GMSD on BT.601 luma (full range, unrounded), clamped and rounded to 8 bits, border %d,"
            + " 2×2 mean and downsampling by 2, Prewitt, c 170")
        .formatted(border);
  }

  @Override
  public double score(@Nullable Image reference, Image distorted) {
    Image original = Prepared.reference(id(), reference, distorted);
    Plane a = gradient(Filters.halved(Luma.full(Prepared.image(original, border))));
    Plane b = gradient(Filters.halved(Luma.full(Prepared.image(distorted, border))));
    Plane similarity = a.zip(b, (p, q) -> (2 * p * q + C) / (p * p + q * q + C));
    double mean = similarity.mean();
    double squares = similarity.map(s -> (s - mean) * (s - mean)).mean();
    int n = similarity.values().length;
    // MATLAB's std2 divides by n − 1.
    return n < 2 ? 0 : Math.sqrt(squares * n / (n - 1));
  }

  private static Plane gradient(Plane plane) {
    return Filters.gradient(plane, 1.0 / 3, 1.0 / 3);
  }
}

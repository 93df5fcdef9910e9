package io.chiral.imagery.metric;

import io.chiral.imagery.Image;
import io.chiral.imagery.Plane;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Structural similarity (Wang et al. 2004) by the protocol of classical super-resolution: 11×11
 * Gaussian window of σ 1.5, valid area only, no downsampling, mean over channels.
 *
 * @param border pixels shaved from each side; published figures use the scale
 */
public record Ssim(ColourSpace colours, int border) implements Judge {
  private static final double[] WINDOW = Filters.gaussian(11, 1.5);
  private static final double C1 = 0.01 * 255 * 0.01 * 255;
  private static final double C2 = 0.03 * 255 * 0.03 * 255;

  @Override
  public String id() {
    return "ssim-" + colours.id();
  }

  @Override
  public JudgeFamily family() {
    return JudgeFamily.DISTORTION;
  }

  @Override
  public boolean higherIsBetter() {
    return true;
  }

  @Override
  public boolean needsReference() {
    return true;
  }

  @Override
  public String protocol() {
    return ("SSIM on %s, clamped and rounded to 8 bits, border %d,"
            + " Gaussian 11×11 σ 1.5, valid area, no downsampling")
        .formatted(colours.description(), border);
  }

  @Override
  public double score(@Nullable Image reference, Image distorted) {
    Image original = Prepared.reference(id(), reference, distorted);
    List<Plane> a = Prepared.planes(Prepared.image(original, border), colours);
    List<Plane> b = Prepared.planes(Prepared.image(distorted, border), colours);
    double sum = 0;
    for (int c = 0; c < a.size(); c++) {
      sum += mean(a.get(c), b.get(c));
    }
    return sum / a.size();
  }

  /** The mean of the similarity map of two planes in [0, 255]. */
  static double mean(Plane a, Plane b) {
    if (Math.min(a.width(), a.height()) < WINDOW.length) {
      throw new IllegalArgumentException(
          "SSIM needs at least 11×11 pixels inside the border, got %d×%d"
              .formatted(a.width(), a.height()));
    }
    Plane muA = Filters.valid(a, WINDOW);
    Plane muB = Filters.valid(b, WINDOW);
    Plane squares = Filters.valid(a.zip(b, (p, q) -> p * p + q * q), WINDOW);
    Plane products = Filters.valid(a.zip(b, (p, q) -> p * q), WINDOW);
    double sum = 0;
    for (int i = 0; i < muA.values().length; i++) {
      double cross = muA.values()[i] * muB.values()[i];
      double energy = Math.pow(muA.values()[i], 2) + Math.pow(muB.values()[i], 2);
      double luminance = (2 * cross + C1) / (energy + C1);
      double structure =
          (2 * (products.values()[i] - cross) + C2) / (squares.values()[i] - energy + C2);
      sum += luminance * structure;
    }
    return sum / muA.values().length;
  }
}

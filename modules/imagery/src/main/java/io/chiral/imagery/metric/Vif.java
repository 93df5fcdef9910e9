package io.chiral.imagery.metric;

import io.chiral.imagery.Image;
import io.chiral.imagery.Luma;
import io.chiral.imagery.Plane;
import org.jspecify.annotations.Nullable;

/**
 * Visual information fidelity in the pixel domain (Sheikh, Bovik 2006, doi 10.1109/TIP.2005.859378,
 * {@code vifp_mscale.m}): the information that the distorted image carries of the reference over
 * what the reference carries, on four scales, noise variance 2. 1 is equal; more contrast can
 * exceed it.
 *
 * <p>A flat reference carries nothing: NaN.
 *
 * @param border pixels shaved from each side
 */
public record Vif(int border) implements Judge {
  private static final int SCALES = 4;
  private static final double NOISE = 2;
  private static final double TINY = 1e-10;

  /** The fourth scale's window of 3 just fits into what is left of this. */
  private static final int SMALLEST = 41;

  @Override
  public String id() {
    return "vif";
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
    return ("VIF in the pixel domain on BT.601 luma (full range, unrounded), clamped and rounded to"
            + " 8 bits, border %d, 4 scales, noise variance 2")
        .formatted(border);
  }

  @Override
  public double score(@Nullable Image reference, Image distorted) {
    Image original = Prepared.reference(id(), reference, distorted);
    Plane a = Luma.full(Prepared.image(original, border));
    Plane b = Luma.full(Prepared.image(distorted, border));
    if (Math.min(a.width(), a.height()) < SMALLEST) {
      throw new IllegalArgumentException(
          "VIF needs at least %d×%d pixels inside the border, got %d×%d"
              .formatted(SMALLEST, SMALLEST, a.width(), a.height()));
    }
    double kept = 0;
    double held = 0;
    for (int scale = 0; scale < SCALES; scale++) {
      int size = (1 << (SCALES - scale)) + 1;
      double[] window = Filters.gaussian(size, size / 5.0);
      if (scale > 0) {
        a = everySecond(Filters.valid(a, window));
        b = everySecond(Filters.valid(b, window));
      }
      Channel channel = Channel.of(a, b, window);
      for (int i = 0; i < channel.variance().length; i++) {
        kept += channel.kept(i);
        held += Math.log10(1 + channel.reference(i) / NOISE);
      }
    }
    return kept / held;
  }

  private static Plane everySecond(Plane plane) {
    int w = (plane.width() + 1) / 2;
    int h = (plane.height() + 1) / 2;
    double[] values = new double[w * h];
    for (int i = 0; i < values.length; i++) {
      values[i] = plane.at(2 * (i / w), 2 * (i % w));
    }
    return new Plane(w, h, values);
  }

  /**
   * Local moments of a scale.
   *
   * @param variance of the reference
   * @param its the distorted image's
   * @param covariance of both
   */
  private record Channel(double[] variance, double[] its, double[] covariance) {

    static Channel of(Plane a, Plane b, double[] window) {
      Plane meanA = Filters.valid(a, window);
      Plane meanB = Filters.valid(b, window);
      return new Channel(
          central(a, a, meanA, meanA, window).values(),
          central(b, b, meanB, meanB, window).values(),
          central(a, b, meanA, meanB, window).values());
    }

    private static Plane central(Plane a, Plane b, Plane meanA, Plane meanB, double[] window) {
      return Filters.valid(a.zip(b, (p, q) -> p * q), window)
          .zip(meanA.zip(meanB, (p, q) -> p * q), (square, means) -> square - means);
    }

    double reference(int i) {
      return variance[i] < TINY ? 0 : variance[i];
    }

    /** What comes through the channel "gain times the reference, and noise". */
    double kept(int i) {
      double theirs = Math.max(its[i], 0);
      if (variance[i] < TINY || theirs < TINY) {
        return 0;
      }
      double gain = covariance[i] / (variance[i] + TINY);
      if (gain < 0) {
        return 0;
      }
      double noise = Math.max(theirs - gain * covariance[i], TINY);
      return Math.log10(1 + gain * gain * variance[i] / (noise + NOISE));
    }
  }
}

package io.chiral.imagery.metric;

import io.chiral.imagery.Image;
import io.chiral.imagery.Luma;
import io.chiral.imagery.Plane;
import org.jspecify.annotations.Nullable;

/**
 * Feature similarity (Zhang, Zhang, Mou, Zhang 2011, doi 10.1109/TIP.2011.2109730, {@code
 * FeatureSIM.m}): similarity of phase congruency (T₁ 0.85) and of Scharr gradients (T₂ 160),
 * weighed by the larger phase congruency; FSIMc adds the I and Q of YIQ (T₃ = T₄ = 200, λ 0.03). 1
 * is equal.
 *
 * <p>Two images without any structure have no score: NaN.
 *
 * @param chromatic whether it is FSIMc
 * @param border pixels shaved from each side
 */
public record Fsim(boolean chromatic, int border) implements Judge {
  private static final double T1 = 0.85;
  private static final double T2 = 160;
  private static final double T3 = 200;
  private static final double LAMBDA = 0.03;

  /** Images are averaged down to about this many pixels on the shorter side. */
  private static final double SIDE = 256;

  @Override
  public String id() {
    return chromatic ? "fsimc" : "fsim";
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
    return ("%s on %s (full range, unrounded), clamped and rounded to 8 bits, border %d,"
            + " mean and downsampling by the rounded 256th part of the shorter side")
        .formatted(chromatic ? "FSIMc" : "FSIM", chromatic ? "YIQ" : "BT.601 luma", border);
  }

  @Override
  public double score(@Nullable Image reference, Image distorted) {
    Image a = Prepared.image(Prepared.reference(id(), reference, distorted), border);
    Image b = Prepared.image(distorted, border);
    if (Math.min(a.width(), a.height()) < 2) {
      throw new IllegalArgumentException(
          "%s needs at least 2×2 pixels inside the border, got %s".formatted(id(), a));
    }
    int factor = (int) Math.max(1, Math.round(Math.min(a.width(), a.height()) / SIDE));
    Plane y1 = Filters.reduced(Luma.full(a), factor);
    Plane y2 = Filters.reduced(Luma.full(b), factor);
    LogGabor filters = LogGabor.of(y1.width(), y1.height());
    Plane phase1 = PhaseCongruency.of(y1, filters);
    Plane phase2 = PhaseCongruency.of(y2, filters);
    Plane similarity =
        similarity(phase1, phase2, T1).zip(similarity(scharr(y1), scharr(y2), T2), (p, q) -> p * q);
    if (chromatic) {
      similarity = similarity.zip(colour(a, b, factor), (p, q) -> p * q);
    }
    Plane weight = phase1.zip(phase2, Math::max);
    return similarity.zip(weight, (s, w) -> s * w).mean() / weight.mean();
  }

  private static Plane similarity(Plane a, Plane b, double t) {
    return a.zip(b, (p, q) -> (2 * p * q + t) / (p * p + q * q + t));
  }

  private static Plane scharr(Plane plane) {
    return Filters.gradient(plane, 3.0 / 16, 10.0 / 16);
  }

  /** (S_I · S_Q)^λ; the real part of the power where the product is negative. */
  private static Plane colour(Image a, Image b, int factor) {
    Plane i =
        similarity(
            mix(a, factor, 0.596, -0.274, -0.322), mix(b, factor, 0.596, -0.274, -0.322), T3);
    Plane q =
        similarity(mix(a, factor, 0.211, -0.523, 0.312), mix(b, factor, 0.211, -0.523, 0.312), T3);
    return i.zip(q, (p, r) -> realPower(p * r));
  }

  private static double realPower(double base) {
    double size = Math.pow(Math.abs(base), LAMBDA);
    return base < 0 ? size * Math.cos(LAMBDA * Math.PI) : size;
  }

  private static Plane mix(Image image, int factor, double red, double green, double blue) {
    Image rgb = image.toRgb();
    Plane mixed =
        rgb.plane(0, 255 * red)
            .zip(rgb.plane(1, 255 * green), Double::sum)
            .zip(rgb.plane(2, 255 * blue), Double::sum);
    return Filters.reduced(mixed, factor);
  }
}

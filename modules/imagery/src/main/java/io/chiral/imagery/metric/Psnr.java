package io.chiral.imagery.metric;

import io.chiral.imagery.Image;
import io.chiral.imagery.Plane;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Peak signal-to-noise ratio in dB by the protocol of classical super-resolution (BasicSR {@code
 * metrics/psnr_ssim.py}, commit 8d56e3a); equal images score {@link #EQUAL}.
 *
 * @param border pixels shaved from each side; published figures use the scale
 */
public record Psnr(ColourSpace colours, int border) implements Judge {
  /**
   * In place of infinity, which neither JSON nor a mean can hold; above any 8-bit error's score.
   */
  public static final double EQUAL = 120;

  @Override
  public String id() {
    return "psnr-" + colours.id();
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
    return "PSNR in dB on %s, clamped and rounded to 8 bits, border %d, peak 255"
        .formatted(colours.description(), border);
  }

  @Override
  public double score(@Nullable Image reference, Image distorted) {
    Image original = Prepared.reference(id(), reference, distorted);
    List<Plane> a = Prepared.planes(Prepared.image(original, border), colours);
    List<Plane> b = Prepared.planes(Prepared.image(distorted, border), colours);
    double squares = 0;
    for (int c = 0; c < a.size(); c++) {
      squares += a.get(c).zip(b.get(c), (p, q) -> (p - q) * (p - q)).mean();
    }
    double mse = squares / a.size();
    return mse == 0 ? EQUAL : 10 * Math.log10(255 * 255 / mse);
  }
}

package io.chiral.imagery.metric;

import io.chiral.imagery.Image;
import io.chiral.imagery.Luma;
import io.chiral.imagery.Plane;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How much more an output has of the patterns that upscaling leaves (Odena, Dumoulin, Olah,
 * "Deconvolution and Checkerboard Artifacts", Distill 2016) than its reference, in dB; 0: none.
 *
 * <p>A network that upscales by s writes pixels s by s, and what it does unevenly repeats with
 * period s: peaks in the spectrum at the multiples of 1/s cycles a pixel (Zhang, Karaman, Chang,
 * WIFS 2019). The definition, on grey planes in 8-bit units with period p:
 *
 * <ol>
 *   <li>Windows of W = 8p by W pixels, every W/2 pixels from the first on, as many as fit, times a
 *       periodic Hann window in each direction; P(u, v) is the mean of |DFT|² over all windows, and
 *       of all images where there are several, plus what rounding to 8 bits brings: Σw²/12.
 *   <li>The prominence of a bin is 10·log₁₀ P there, less the mean of 10·log₁₀ P over the 24 bins 3
 *       away from it (the larger of both distances, modulo W). It is 0 for any power law of
 *       frequency, the spectrum of photographs, and negative at Nyquist's, where the ring folds.
 *   <li>The score is the mean, over the p² − 1 bins whose u and v are multiples of 8 and not both
 *       0, of max(0, prominence in the output − max(0, prominence in the reference)).
 * </ol>
 *
 * <p>On 256 by 256 pixels of the demo's photographs bicubic ×2 and ×4, strong blur and strong noise
 * score below 0.5 dB, nearly all below 0.2, a lattice of 8 grey levels at every fourth pixel 2.6 to
 * 7.8 dB. The period must be that of the upscaling: the zeros of ×3 interpolation look like peaks
 * of period 4 beside them (2 dB).
 *
 * @param period of the grid in pixels: 4, of which those of ×2 and ×4 are part, or 3
 * @param border pixels shaved from each side
 */
public record Checkerboard(int period, int border) implements Judge {

  @Override
  public String id() {
    return period == 4 ? "checkerboard" : "checkerboard-" + period;
  }

  @Override
  public JudgeFamily family() {
    return JudgeFamily.ARTEFACT;
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
    return ("excess in dB at the frequencies of period %d over those around, on BT.601 luma (full"
            + " range, unrounded), clamped and rounded to 8 bits, border %d, Hann windows of %d×%d")
        .formatted(period, border, GridSpectrum.side(period), GridSpectrum.side(period));
  }

  @Override
  public double score(@Nullable Image reference, Image distorted) {
    Image original = Prepared.reference(id(), reference, distorted);
    return excess(
        List.of(Luma.full(Prepared.image(original, border))),
        List.of(Luma.full(Prepared.image(distorted, border))),
        period);
  }

  /**
   * The score of several outputs together, such as a batch of patches.
   *
   * @param references in 8-bit units, none smaller than 8p × 8p
   * @param outputs of the same sizes
   * @throws IllegalArgumentException if there is no plane, or one is smaller
   */
  public static double excess(List<Plane> references, List<Plane> outputs, int period) {
    GridSpectrum expected = GridSpectrum.of(references, period);
    GridSpectrum found = GridSpectrum.of(outputs, period);
    double sum = 0;
    for (int u = 0; u < period; u++) {
      for (int v = 0; v < period; v++) {
        if (u + v > 0) {
          double natural = Math.max(0, expected.prominence(u, v));
          sum += Math.max(0, found.prominence(u, v) - natural);
        }
      }
    }
    return sum / (period * period - 1);
  }
}

package io.chiral.imagery.metric;

import java.util.List;
import java.util.stream.Stream;

/** The panel that needs no weights. */
public final class Judges {
  private Judges() {}

  /**
   * PSNR and SSIM on Y and RGB, GMSD, FSIM, FSIMc and VIF.
   *
   * @param border pixels shaved from each side; published figures use the scale
   */
  public static List<Judge> classical(int border) {
    return List.of(
        new Psnr(ColourSpace.Y, border),
        new Psnr(ColourSpace.RGB, border),
        new Ssim(ColourSpace.Y, border),
        new Ssim(ColourSpace.RGB, border),
        new Gmsd(border),
        new Fsim(false, border),
        new Fsim(true, border),
        new Vif(border));
  }

  /**
   * Measures of artefacts: the checkerboards of ×2 and ×4, and of ×3.
   *
   * @param border pixels shaved from each side
   */
  public static List<Judge> artefacts(int border) {
    return List.of(new Checkerboard(4, border), new Checkerboard(3, border));
  }

  /** Both, in this order. */
  public static List<Judge> all(int border) {
    return Stream.concat(classical(border).stream(), artefacts(border).stream()).toList();
  }
}

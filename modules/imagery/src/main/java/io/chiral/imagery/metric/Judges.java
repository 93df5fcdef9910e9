package io.chiral.imagery.metric;

import java.util.List;

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
}

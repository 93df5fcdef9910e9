package io.chiral.imagery.metric;

/** What a judge measures; families are reported apart and never averaged. */
public enum JudgeFamily {
  /** Closeness to the reference: PSNR, SSIM, GMSD, FSIM, VIF. */
  DISTORTION("distortion"),
  /** How an image looks by itself: no-reference assessors, and people. */
  PERCEPTUAL("perceptual"),
  /** Perceived closeness to the reference: LPIPS, DISTS. */
  REFERENCE_PERCEPTUAL("reference-perceptual"),
  /** Traces that a network leaves; they judge discriminators, not metrics. */
  ARTEFACT("artefact");

  private final String id;

  JudgeFamily(String id) {
    this.id = id;
  }

  /** The name in events and reports. */
  public String id() {
    return id;
  }
}

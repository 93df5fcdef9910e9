package io.chiral.imagery.metric;

/** What PSNR and SSIM are computed on; figures of the two differ by about 2 dB. */
public enum ColourSpace {
  /** The luma of BT.601 in studio range, unrounded. */
  Y("y", "Y (BT.601 studio range, unrounded)"),
  /** All three channels. */
  RGB("rgb", "RGB");

  private final String id;
  private final String description;

  ColourSpace(String id, String description) {
    this.id = id;
    this.description = description;
  }

  String id() {
    return id;
  }

  String description() {
    return description;
  }
}

package io.chiral.networks.backbone;

/** What stands between the stages of a VGG. */
public enum Pooling {
  /** The Hann-weighted root mean square of DISTS. */
  L2(1),
  /** torchvision's maximum. */
  MAXIMUM(2);

  private final int code;

  Pooling(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }
}

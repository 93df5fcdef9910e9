package io.chiral.networks.backbone;

/** How layers that keep statistics or power iterations see a pass. */
public enum Mode {
  /** By what they have kept; nothing moves. */
  EVALUATION(0),
  /** By the batch; what they keep moves, in place in the buffers. */
  TRAINING(1),
  /** By the batch, nothing moves: a generator's pass through its discriminator. */
  FOLLOWING(2);

  private final int code;

  Mode(int code) {
    this.code = code;
  }

  /** The number by which kernels know it. */
  public int code() {
    return code;
  }
}

package io.chiral.networks.torch;

/**
 * The type in which matrix products and convolutions run. Parameters, norms, softmax, residual sums
 * and losses are float32 in any case, as in PyTorch's autocast lists.
 */
public enum Precision {
  FLOAT32(6),
  BFLOAT16(15);

  private final int code;

  Precision(int code) {
    this.code = code;
  }

  /** ATen's code of the type, as the TorchScript sources take it. */
  public int code() {
    return code;
  }
}

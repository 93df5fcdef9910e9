package io.chiral.networks.backbone;

/** The two publishers' ways of naming and building a vision transformer. */
enum VitFamily {
  /** OpenAI: no bias of patches, a norm before the blocks, QuickGELU. */
  CLIP("clip", "transformer.resblocks."),
  /** Meta: layer scale, exact GELU, norms with an epsilon of 1e-6. */
  DINOV2("dinov2", "blocks.");

  private final String kernels;
  private final String blocks;

  VitFamily(String kernels, String blocks) {
    this.kernels = kernels;
    this.blocks = blocks;
  }

  /** The TorchScript function for {@code part}: start, block or end. */
  String kernel(String part) {
    return kernels + "_" + part;
  }

  /** What the names of all blocks' tensors begin with, before the block's number. */
  String blocks() {
    return blocks;
  }
}

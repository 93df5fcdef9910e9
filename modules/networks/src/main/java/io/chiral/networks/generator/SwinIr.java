package io.chiral.networks.generator;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.chiral.networks.torch.Precision;
import io.chiral.networks.torch.TorchKernels;
import io.chiral.networks.weights.ParameterTable;
import io.chiral.networks.weights.Weights;

/**
 * SwinIR (Liang et al., <a href="https://arxiv.org/abs/2108.10257">arXiv 2108.10257</a>) as in
 * {@code models/network_swinir.py} of github.com/JingyunLiang/SwinIR at 6545850.
 *
 * <p>B images, H × W padded LR pixels, C channels, s scale. Input (B, 3, h, w) is padded right and
 * below by reflection to a multiple of the window, which asks for sides larger than the padding.
 * Parameters: {@link SwinIrTable}, names and order as published, buffers included.
 */
public final class SwinIr implements Generator {

  private final SwinIrConfig config;
  private final TorchKernels kernels;
  private final Precision precision;
  private final ParameterTable parameters;

  private SwinIr(SwinIrConfig config, TorchKernels kernels, Precision precision) {
    this.config = config;
    this.kernels = kernels;
    this.precision = precision;
    this.parameters = SwinIrTable.of(config);
  }

  public static SwinIr of(SwinIrConfig config, TorchKernels kernels) {
    return new SwinIr(config, kernels, Precision.FLOAT32);
  }

  public static SwinIr of(SwinIrConfig config, TorchKernels kernels, Precision precision) {
    return new SwinIr(config, kernels, precision);
  }

  @Override
  public String name() {
    return "swinir-" + config.name() + "-x" + config.scale();
  }

  @Override
  public int scale() {
    return config.scale();
  }

  public SwinIrConfig config() {
    return config;
  }

  @Override
  public ParameterTable parameters() {
    return parameters;
  }

  @Override
  public int multiple() {
    return config.window();
  }

  @Override
  public long bytesPerPixel() {
    return config.bytesPerPixel();
  }

  /**
   * First values with which the network computes bicubic interpolation; see {@link
   * InterpolatingStart}.
   */
  public Weights interpolatingStart(NDManager parent, long seed) {
    return InterpolatingStart.of(this, parent, seed);
  }

  @Override
  public NDArray forward(Weights weights, NDArray lr, boolean training, long dropSeed) {
    requireImage(lr.getShape());
    NDManager manager = lr.getManager();
    long height = lr.getShape().get(2);
    long width = lr.getShape().get(3);
    DropPath dropPath = new DropPath(training, dropSeed, config);
    try (NDArray shallow =
            kernels
                .call("shallow")
                .tensor(lr)
                .dictionary(weights.under("conv_first."))
                .one(manager, config.window(), precision.code()); // (B, C, H, W)
        NDArray deep = body(weights, shallow, dropPath)) { // (B, C, H, W)
      return kernels
          .call(config.upsampler().kernel())
          .tensor(deep)
          .dictionary(weights.asMap())
          .one(manager, height, width, config.scale(), precision.code()); // (B, 3, sh, sw)
    }
  }

  /**
   * Every array between is closed as soon as it is used: recorded graphs keep what they need, and
   * without one a large image holds two layers' tokens, not all.
   */
  private NDArray body(Weights weights, NDArray shallow, DropPath dropPath) {
    NDManager manager = shallow.getManager();
    Shape size = shallow.getShape();
    try (NDArray mask =
        kernels.call("swin_mask").one(manager, size.get(2), size.get(3), config.window())) {
      NDArray tokens =
          kernels
              .call("embed")
              .tensor(shallow)
              .dictionary(weights.under("patch_embed.norm."))
              .one(manager); // (B, H, W, C)
      int layer = 0;
      for (int group = 0; group < config.depths().size(); group++) {
        NDArray skip = tokens;
        for (int j = 0; j < config.depths().get(group); j++) {
          NDArray before = tokens;
          tokens = swinLayer(weights, group, j, before, mask, dropPath, layer++);
          if (before != skip) {
            before.close();
          }
        }
        NDArray last = tokens;
        tokens =
            kernels
                .call("residual_group_end")
                .tensor(last)
                .tensor(skip)
                .dictionary(weights.under("layers." + group + ".conv."))
                .one(manager, precision.code()); // (B, H, W, C)
        last.close();
        skip.close();
      }
      try (NDArray last = tokens) {
        return kernels
            .call("body_end")
            .tensor(last)
            .tensor(shallow)
            .dictionary(weights.under("norm."))
            .dictionary(weights.under("conv_after_body."))
            .one(manager, precision.code()); // (B, C, H, W)
      }
    }
  }

  private NDArray swinLayer(
      Weights weights,
      int group,
      int index,
      NDArray tokens,
      NDArray mask,
      DropPath dropPath,
      int layer) {
    NDManager manager = tokens.getManager();
    int batch = Math.toIntExact(tokens.getShape().get(0));
    boolean shifted = index % 2 == 1;
    try (NDArray drop = dropPath.factors(manager, layer, batch);
        NDArray noMask = manager.create(new Shape(0))) {
      return kernels
          .call("swin_layer")
          .tensor(tokens)
          .dictionary(weights.under("layers." + group + ".residual_group.blocks." + index + "."))
          .tensor(shifted ? mask : noMask)
          .tensor(drop)
          .one(manager, config.heads().get(group), config.window(), precision.code());
    }
  }

  private void requireImage(Shape shape) {
    if (shape.dimension() != 4 || shape.get(1) != 3) {
      throw new IllegalArgumentException(name() + " takes (B, 3, H, W), not " + shape);
    }
    for (int axis = 2; axis < 4; axis++) {
      long side = shape.get(axis);
      long padding = Math.floorMod(-side, (long) config.window());
      if (padding >= side) {
        throw new IllegalArgumentException(
            name()
                + " cannot pad a side of "
                + side
                + " pixels by reflection to a multiple of the window "
                + config.window()
                + ": give larger images");
      }
    }
  }
}

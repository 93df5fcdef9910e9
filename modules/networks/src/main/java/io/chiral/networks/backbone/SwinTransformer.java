package io.chiral.networks.backbone;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.chiral.networks.torch.Precision;
import io.chiral.networks.torch.TorchKernels;
import io.chiral.networks.weights.ParameterTable;
import io.chiral.networks.weights.Weights;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Swin-T (Liu et al., <a href="https://arxiv.org/abs/2103.14030">arXiv 2103.14030</a>) as in
 * torchvision 0.22.1's {@code swin_t}, whole or cut after a stage. B images, H × W pixels.
 *
 * <p><b>Sizes.</b> Sides are brought up to a multiple of 4 (torchvision leaves out what exceeds
 * one). Beyond that any size will do, as in torchvision: normed tokens are padded with zeros to
 * whole windows of 7, the padding takes part in the attention, a side of one window is not shifted,
 * and odd sides are padded with zeros before neighbours are merged.
 *
 * <p><b>Taps</b> are the four stages' outputs, (B, 96 · 2ˢ, H / (4 · 2ˢ), W / (4 · 2ˢ)), not
 * normed: the strides and channels of a convolutional network's stages. They are signed. The map is
 * the last stage after the last norm, the vector its mean over places, as torchvision's classifier
 * sees it.
 *
 * <p><b>Stochastic depth</b> (0.2 in torchvision's classifier training) is left out in every {@link
 * Mode}: it has no parameters, and without it features are a function of weights and image alone.
 */
public final class SwinTransformer implements Backbone {

  public static final String ID = "swin-t";

  private final SwinConfig config;
  private final int stages;
  private final boolean whole;
  private final TorchKernels kernels;
  private final Precision precision;
  private final ParameterTable parameters;

  private SwinTransformer(
      SwinConfig config, int stages, boolean whole, TorchKernels kernels, Precision precision) {
    this.config = config;
    this.stages = stages;
    this.whole = whole;
    this.kernels = kernels;
    this.precision = precision;
    this.parameters = SwinTable.of(config, stages, whole);
  }

  /**
   * @param cut {@code stage1} to {@code stage4}, after which it ends; null: whole
   * @throws IllegalArgumentException if there is no such stage
   */
  static SwinTransformer of(
      @Nullable String cut, Pooling unused, TorchKernels kernels, Precision precision) {
    return of(SwinConfig.tiny(), cut, kernels, precision);
  }

  static SwinTransformer of(
      SwinConfig config, @Nullable String cut, TorchKernels kernels, Precision precision) {
    int stages = cut == null ? config.stages() : config.stagesUpTo(cut);
    return new SwinTransformer(config, stages, cut == null, kernels, precision);
  }

  @Override
  public String id() {
    return config.id();
  }

  @Override
  public ParameterTable parameters() {
    return parameters;
  }

  @Override
  public List<Tap> taps() {
    List<Tap> taps = new ArrayList<>();
    for (int stage = 0; stage < stages; stage++) {
      taps.add(config.tap(stage));
    }
    return taps;
  }

  @Override
  public int channels() {
    return config.channels(stages - 1);
  }

  /** The patch's side. */
  @Override
  public int multiple() {
    return config.patch();
  }

  /** One token in the last stage. */
  @Override
  public int smallestSide() {
    return config.tap(stages - 1).stride();
  }

  @Override
  public boolean signed() {
    return true;
  }

  @Override
  public Features features(Weights weights, NDArray image, Mode mode, NDManager manager) {
    List<NDArray> taps = new ArrayList<>();
    NDArray tokens =
        kernels
            .call("swin_start")
            .tensor(image)
            .dictionary(weights.under(SwinConfig.before(0)))
            .one(manager, config.patch(), precision.code()); // (B, H/4, W/4, C)
    for (int stage = 0; stage < stages; stage++) {
      if (stage > 0) {
        try (NDArray finer = tokens) {
          tokens =
              kernels
                  .call("swin_merge")
                  .tensor(finer)
                  .dictionary(weights.under(SwinConfig.before(stage)))
                  .one(manager, precision.code());
        }
      }
      for (int block = 0; block < config.depths().get(stage); block++) {
        try (NDArray before = tokens) {
          tokens = block(weights, before, stage, block, manager);
        }
      }
      taps.add(kernels.call("swin_map").tensor(tokens).one(manager));
    }
    try (NDArray last = tokens) {
      return whole ? normed(weights, last, taps, manager) : cut(taps, manager);
    }
  }

  private NDArray block(Weights weights, NDArray tokens, int stage, int block, NDManager manager) {
    int shift = block % 2 == 0 ? 0 : config.window() / 2;
    return kernels
        .call("swin_block")
        .tensor(tokens)
        .dictionary(weights.under(SwinConfig.blocks(stage) + block + "."))
        .one(manager, config.heads().get(stage), config.window(), shift, precision.code());
  }

  private Features normed(Weights weights, NDArray tokens, List<NDArray> taps, NDManager manager) {
    NDArray map =
        kernels
            .call("swin_end")
            .tensor(tokens)
            .dictionary(weights.under("norm."))
            .one(manager); // (B, 8C, H/32, W/32)
    return new Features(taps, map, kernels.call("global_average").tensor(map).one(manager));
  }

  private Features cut(List<NDArray> taps, NDManager manager) {
    return Features.endingAt(taps, kernels, manager);
  }
}

package io.chiral.networks.generator;

import static io.chiral.networks.weights.ParameterSpec.buffer;
import static io.chiral.networks.weights.ParameterSpec.parameter;

import io.chiral.networks.weights.Initialisation;
import io.chiral.networks.weights.ParameterSpec;
import io.chiral.networks.weights.ParameterTable;
import java.util.ArrayList;
import java.util.List;

/** SwinIR's tensors in the order of its published state dict. */
final class SwinIrTable {

  /** Features of the reconstruction modules other than the direct one. */
  private static final int FEATURES = 64;

  private final SwinIrConfig config;
  private final List<ParameterSpec> specs = new ArrayList<>();

  private SwinIrTable(SwinIrConfig config) {
    this.config = config;
  }

  static ParameterTable of(SwinIrConfig config) {
    SwinIrTable table = new SwinIrTable(config);
    table.network();
    return ParameterTable.of(table.specs);
  }

  private void network() {
    int c = config.embed();
    convolution("conv_first", 3, c, 3);
    norm("patch_embed.norm");
    for (int i = 0; i < config.depths().size(); i++) {
      for (int j = 0; j < config.depths().get(i); j++) {
        layer(
            "layers." + i + ".residual_group.blocks." + j + ".", config.heads().get(i), j % 2 == 1);
      }
      residual("layers." + i + ".conv");
    }
    norm("norm");
    residual("conv_after_body");
    reconstruction(c);
  }

  private void layer(String prefix, int heads, boolean shifted) {
    int c = config.embed();
    int hidden = c * config.mlpRatio();
    int window = config.window();
    long area = (long) window * window;
    if (shifted) {
      long windows = (long) (config.imgSize() / window) * (config.imgSize() / window);
      specs.add(
          buffer(
              prefix + "attn_mask",
              WindowBuffers.shiftMask(config.imgSize(), window),
              windows,
              area,
              area));
    }
    norm(prefix + "norm1");
    long offsets = (2L * window - 1) * (2L * window - 1);
    specs.add(
        parameter(
            prefix + "attn.relative_position_bias_table",
            Initialisation.truncatedNormal(),
            offsets,
            heads));
    specs.add(
        buffer(
            prefix + "attn.relative_position_index",
            Initialisation.relativePositions(window),
            area,
            area));
    linear(prefix + "attn.qkv", c, 3 * c);
    linear(prefix + "attn.proj", c, c);
    norm(prefix + "norm2");
    linear(prefix + "mlp.fc1", c, hidden);
    linear(prefix + "mlp.fc2", hidden, c);
  }

  private void residual(String name) {
    int c = config.embed();
    if (config.threeConvolutions()) {
      convolution(name + ".0", c, c / 4, 3);
      convolution(name + ".2", c / 4, c / 4, 1);
      convolution(name + ".4", c / 4, c, 3);
    } else {
      convolution(name, c, c, 3);
    }
  }

  private void reconstruction(int c) {
    int scale = config.scale();
    switch (config.upsampler()) {
      case PIXEL_SHUFFLE -> {
        convolution("conv_before_upsample.0", c, FEATURES, 3);
        if (scale == 3) {
          convolution("upsample.0", FEATURES, 9 * FEATURES, 3);
        } else {
          for (int doubling = 0; 1 << doubling < scale; doubling++) {
            convolution("upsample." + 2 * doubling, FEATURES, 4 * FEATURES, 3);
          }
        }
        convolution("conv_last", FEATURES, 3, 3);
      }
      case PIXEL_SHUFFLE_DIRECT -> convolution("upsample.0", c, 3 * scale * scale, 3);
      case NEAREST_CONV -> {
        convolution("conv_before_upsample.0", c, FEATURES, 3);
        convolution("conv_up1", FEATURES, FEATURES, 3);
        if (scale == 4) {
          convolution("conv_up2", FEATURES, FEATURES, 3);
        }
        convolution("conv_hr", FEATURES, FEATURES, 3);
        convolution("conv_last", FEATURES, 3, 3);
      }
    }
  }

  /** PyTorch's default, which SwinIR keeps for convolutions. */
  private void convolution(String name, int in, int out, int kernel) {
    long fanIn = (long) in * kernel * kernel;
    Initialisation initialisation = Initialisation.torchDefault(fanIn);
    specs.add(parameter(name + ".weight", initialisation, out, in, kernel, kernel));
    specs.add(parameter(name + ".bias", initialisation, out));
  }

  private void linear(String name, int in, int out) {
    specs.add(parameter(name + ".weight", Initialisation.truncatedNormal(), out, in));
    specs.add(parameter(name + ".bias", Initialisation.constant(0), out));
  }

  private void norm(String name) {
    specs.add(parameter(name + ".weight", Initialisation.constant(1), config.embed()));
    specs.add(parameter(name + ".bias", Initialisation.constant(0), config.embed()));
  }
}

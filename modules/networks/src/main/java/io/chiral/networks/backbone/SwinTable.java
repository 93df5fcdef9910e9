package io.chiral.networks.backbone;

import static io.chiral.networks.weights.ParameterSpec.buffer;
import static io.chiral.networks.weights.ParameterSpec.parameter;

import io.chiral.networks.weights.Initialisation;
import io.chiral.networks.weights.ParameterSpec;
import io.chiral.networks.weights.ParameterTable;
import java.util.ArrayList;
import java.util.List;

/**
 * A Swin transformer's tensors in the order of torchvision's state dict, with its random
 * initialisation: normal of deviation 0.02, biases 0, the patches' convolution PyTorch's default.
 */
final class SwinTable {

  private static final int MLP_RATIO = 4;

  private final SwinConfig config;
  private final List<ParameterSpec> specs = new ArrayList<>();

  private SwinTable(SwinConfig config) {
    this.config = config;
  }

  /**
   * @param stages how many are kept
   * @param whole with the last norm
   */
  static ParameterTable of(SwinConfig config, int stages, boolean whole) {
    SwinTable table = new SwinTable(config);
    table.patches();
    for (int stage = 0; stage < stages; stage++) {
      if (stage > 0) {
        table.merging(SwinConfig.before(stage), config.channels(stage - 1));
      }
      for (int block = 0; block < config.depths().get(stage); block++) {
        table.block(SwinConfig.blocks(stage) + block + ".", stage);
      }
    }
    if (whole) {
      table.norm("norm", config.channels(stages - 1));
    }
    return ParameterTable.of(table.specs);
  }

  private void patches() {
    int side = config.patch();
    Initialisation initialisation = Initialisation.torchDefault(3L * side * side);
    String name = SwinConfig.before(0);
    specs.add(parameter(name + "0.weight", initialisation, config.width(), 3, side, side));
    specs.add(parameter(name + "0.bias", initialisation, config.width()));
    norm(name + "2", config.width());
  }

  private void merging(String prefix, int channels) {
    Initialisation narrow = Initialisation.truncatedNormal();
    specs.add(parameter(prefix + "reduction.weight", narrow, 2L * channels, 4L * channels));
    norm(prefix + "norm", 4 * channels);
  }

  private void block(String prefix, int stage) {
    int c = config.channels(stage);
    int window = config.window();
    long offsets = (2L * window - 1) * (2L * window - 1);
    long pairs = (long) window * window * window * window;
    norm(prefix + "norm1", c);
    specs.add(
        parameter(
            prefix + "attn.relative_position_bias_table",
            Initialisation.truncatedNormal(),
            offsets,
            config.heads().get(stage)));
    specs.add(
        buffer(
            prefix + "attn.relative_position_index",
            Initialisation.relativePositions(window),
            pairs));
    linear(prefix + "attn.qkv", c, 3 * c);
    linear(prefix + "attn.proj", c, c);
    norm(prefix + "norm2", c);
    linear(prefix + "mlp.0", c, MLP_RATIO * c);
    linear(prefix + "mlp.3", MLP_RATIO * c, c);
  }

  private void linear(String name, int in, int out) {
    specs.add(parameter(name + ".weight", Initialisation.truncatedNormal(), out, in));
    specs.add(parameter(name + ".bias", Initialisation.constant(0), out));
  }

  private void norm(String name, int channels) {
    specs.add(parameter(name + ".weight", Initialisation.constant(1), channels));
    specs.add(parameter(name + ".bias", Initialisation.constant(0), channels));
  }
}

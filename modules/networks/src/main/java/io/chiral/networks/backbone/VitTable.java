package io.chiral.networks.backbone;

import static io.chiral.networks.weights.ParameterSpec.parameter;

import io.chiral.networks.weights.Initialisation;
import io.chiral.networks.weights.ParameterSpec;
import io.chiral.networks.weights.ParameterTable;
import java.util.ArrayList;
import java.util.List;

/** A vision transformer's tensors in the order of its published state dict. */
final class VitTable {

  private final VitConfig config;
  private final int blocks;
  private final boolean whole;
  private final List<ParameterSpec> specs = new ArrayList<>();

  private VitTable(VitConfig config, int blocks, boolean whole) {
    this.config = config;
    this.blocks = blocks;
    this.whole = whole;
  }

  /**
   * @param blocks how many are kept
   * @param whole with what follows the blocks
   */
  static ParameterTable of(VitConfig config, int blocks, boolean whole) {
    VitTable table = new VitTable(config, blocks, whole);
    switch (config.family()) {
      case CLIP -> table.clip();
      case DINOV2 -> table.dinov2();
    }
    return ParameterTable.of(table.specs);
  }

  /**
   * {@code VisionTransformer} of github.com/openai/CLIP at 0845fc4, clip/model.py. Its tower keeps
   * PyTorch's defaults beside embeddings and projection, which are normal with deviation D^(−1/2).
   */
  private void clip() {
    int d = config.width();
    Initialisation scaled = Initialisation.normal(0, 1 / Math.sqrt(d));
    specs.add(parameter("class_embedding", scaled, d));
    specs.add(parameter("positional_embedding", scaled, positions(), d));
    if (whole) {
      specs.add(parameter("proj", scaled, d, config.outputs()));
    }
    Initialisation patches = Initialisation.torchDefault(fanIn());
    specs.add(parameter("conv1.weight", patches, d, 3, config.patch(), config.patch()));
    norm("ln_pre");
    for (int i = 0; i < blocks; i++) {
      String prefix = config.family().blocks() + i + ".";
      // nn.MultiheadAttention: Xavier's uniform over (3D, D), no bias at first.
      Initialisation xavier = Initialisation.uniform(Math.sqrt(6.0 / (d + 3.0 * d)));
      specs.add(parameter(prefix + "attn.in_proj_weight", xavier, 3L * d, d));
      specs.add(parameter(prefix + "attn.in_proj_bias", zeros(), 3L * d));
      specs.add(parameter(prefix + "attn.out_proj.weight", Initialisation.torchDefault(d), d, d));
      specs.add(parameter(prefix + "attn.out_proj.bias", zeros(), d));
      norm(prefix + "ln_1");
      linear(prefix + "mlp.c_fc", d, config.hidden());
      linear(prefix + "mlp.c_proj", config.hidden(), d);
      norm(prefix + "ln_2");
    }
    if (whole) {
      norm("ln_post");
    }
  }

  /**
   * {@code DinoVisionTransformer} of github.com/facebookresearch/dinov2 at 027a9ac with the hub's
   * arguments (16ac75c): layer scale starts at 1. ({@code mask_token} is of its training alone.)
   */
  private void dinov2() {
    int d = config.width();
    specs.add(parameter("cls_token", Initialisation.normal(0, 1e-6), 1, 1, d));
    specs.add(parameter("pos_embed", Initialisation.truncatedNormal(), 1, positions(), d));
    specs.add(parameter("mask_token", zeros(), 1, d));
    Initialisation patches = Initialisation.torchDefault(fanIn());
    specs.add(parameter("patch_embed.proj.weight", patches, d, 3, config.patch(), config.patch()));
    specs.add(parameter("patch_embed.proj.bias", patches, d));
    for (int i = 0; i < blocks; i++) {
      String prefix = config.family().blocks() + i + ".";
      norm(prefix + "norm1");
      narrow(prefix + "attn.qkv", d, 3 * d);
      narrow(prefix + "attn.proj", d, d);
      specs.add(parameter(prefix + "ls1.gamma", Initialisation.constant(1), d));
      norm(prefix + "norm2");
      narrow(prefix + "mlp.fc1", d, config.hidden());
      narrow(prefix + "mlp.fc2", config.hidden(), d);
      specs.add(parameter(prefix + "ls2.gamma", Initialisation.constant(1), d));
    }
    if (whole) {
      norm("norm");
    }
  }

  private long positions() {
    return 1 + (long) config.grid() * config.grid();
  }

  private long fanIn() {
    return 3L * config.patch() * config.patch();
  }

  /** With PyTorch's default. */
  private void linear(String name, int in, int out) {
    specs.add(parameter(name + ".weight", Initialisation.torchDefault(in), out, in));
    specs.add(parameter(name + ".bias", Initialisation.torchDefault(in), out));
  }

  /** With timm's default, a normal of deviation 0.02. */
  private void narrow(String name, int in, int out) {
    specs.add(parameter(name + ".weight", Initialisation.truncatedNormal(), out, in));
    specs.add(parameter(name + ".bias", zeros(), out));
  }

  private void norm(String name) {
    specs.add(parameter(name + ".weight", Initialisation.constant(1), config.width()));
    specs.add(parameter(name + ".bias", zeros(), config.width()));
  }

  private static Initialisation zeros() {
    return Initialisation.constant(0);
  }
}

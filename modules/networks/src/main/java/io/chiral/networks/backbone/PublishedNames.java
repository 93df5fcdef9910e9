package io.chiral.networks.backbone;

import io.chiral.networks.weights.KeyTable;
import java.util.ArrayList;
import java.util.List;

/** The other names under which backbones' weights are published, beside the official ones. */
public final class PublishedNames {

  /** A file of CLIP whole, image tower and text tower, as OpenAI and OpenCLIP publish it. */
  private static final KeyTable OPENAI =
      KeyTable.parse(
          "openai",
          """
          *  visual.*
          -  transformer.*
          -  token_embedding.weight
          -  positional_embedding
          -  ln_final.*
          -  text_projection
          -  logit_scale
          -  input_resolution
          -  context_length
          -  vocab_size
          """);

  private static final KeyTable TIMM_CLIP =
      KeyTable.parse(
          "timm",
          """
          class_embedding                         cls_token               reshaped
          positional_embedding                    pos_embed               reshaped
          proj                                    head.weight             transposed
          -                                       head.bias
          conv1.weight                            patch_embed.proj.weight
          ln_pre.*                                norm_pre.*
          transformer.resblocks.#.attn.in_proj_*  blocks.#.attn.qkv.*
          transformer.resblocks.#.attn.out_proj.* blocks.#.attn.proj.*
          transformer.resblocks.#.ln_#.*          blocks.#.norm#.*
          transformer.resblocks.#.mlp.c_fc.*      blocks.#.mlp.fc1.*
          transformer.resblocks.#.mlp.c_proj.*    blocks.#.mlp.fc2.*
          ln_post.*                               norm.*
          """);

  /** timm keeps the official names but not the token of masked training. */
  private static final KeyTable TIMM_DINOV2 = KeyTable.parse("timm", "mask_token  -");

  /** PyTorch before 0.4.1 counted no batches. */
  private static final KeyTable UNCOUNTED = KeyTable.parse("uncounted", "*.num_batches_tracked  -");

  private PublishedNames() {}

  /** For {@link KeyTable#official}; empty if a backbone has the official names alone. */
  public static List<KeyTable> of(String backbone) {
    return switch (backbone) {
      case VisionTransformer.CLIP_B32, VisionTransformer.CLIP_B16 -> List.of(OPENAI, TIMM_CLIP);
      case VisionTransformer.DINOV2_S14, VisionTransformer.DINOV2_B14 -> List.of(TIMM_DINOV2);
      case SwinTransformer.ID -> List.of(timmSwin());
      case ResNet50.ID -> List.of(UNCOUNTED);
      default -> List.of();
    };
  }

  private static KeyTable timmSwin() {
    List<String> lines = new ArrayList<>();
    lines.add("features.0.0.*  patch_embed.proj.*");
    lines.add("features.0.2.*  patch_embed.norm.*");
    for (int stage = 0; stage < SwinConfig.tiny().stages(); stage++) {
      String ours = SwinConfig.blocks(stage);
      String theirs = "layers." + stage + ".blocks.";
      lines.add(ours + "#.attn.relative_position_index  -");
      lines.add(ours + "#.mlp.0.*  " + theirs + "#.mlp.fc1.*");
      lines.add(ours + "#.mlp.3.*  " + theirs + "#.mlp.fc2.*");
      lines.add(ours + "#.*  " + theirs + "#.*");
      lines.add(SwinConfig.before(stage + 1) + "*  layers." + (stage + 1) + ".downsample.*");
    }
    lines.add("-  *.relative_position_index");
    lines.add("-  *.attn_mask");
    lines.add("-  head.*");
    return KeyTable.parse("timm", String.join("\n", lines));
  }
}

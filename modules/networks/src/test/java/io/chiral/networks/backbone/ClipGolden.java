package io.chiral.networks.backbone;

import io.chiral.networks.torch.Torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** CLIP's image towers: {@code tools/golden_backbones_vit.py} makes the goldens. */
class ClipGolden {

  @RegisterExtension static final Torch TORCH = new Torch();

  private static final String POSITIONS = "positional_embedding";

  @Test
  void b32AgreesInNamesFeaturesAndGradients() {
    TransformerParity parity = parity(VisionTransformer.CLIP_B32);

    parity.assertNames(87_849_216);
    parity.assertFeatures(224, 224);
    parity.assertFeatures(90, 64); // brought up to 96, a grid of 3 x 2
    parity.assertGradients(
        64, 96, POSITIONS, "conv1.weight", "transformer.resblocks.0.attn.in_proj_weight");
  }

  @Test
  void b16AgreesInNamesAndFeatures() {
    TransformerParity parity = parity(VisionTransformer.CLIP_B16);

    parity.assertNames(86_192_640);
    parity.assertFeatures(96, 80);
  }

  private static TransformerParity parity(String id) {
    return new TransformerParity(id, POSITIONS, TORCH.kernels(), TORCH.manager());
  }
}

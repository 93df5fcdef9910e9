package io.chiral.networks.backbone;

import io.chiral.networks.torch.Torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** DINOv2: {@code tools/golden_backbones_vit.py} makes the goldens. */
class Dinov2Golden {

  @RegisterExtension static final Torch TORCH = new Torch();

  private static final String POSITIONS = "pos_embed";

  @Test
  void s14AgreesInNamesFeaturesAndGradients() {
    TransformerParity parity = parity(VisionTransformer.DINOV2_S14);

    parity.assertNames(22_056_576);
    parity.assertFeatures(224, 224);
    parity.assertFeatures(126, 126);
    parity.assertGradients(
        42, 56, POSITIONS, "patch_embed.proj.weight", "blocks.0.attn.qkv.weight");
  }

  @Test
  void b14AgreesInNamesAndFeatures() {
    TransformerParity parity = parity(VisionTransformer.DINOV2_B14);

    parity.assertNames(86_580_480);
    parity.assertFeatures(126, 120); // brought up to 126
  }

  private static TransformerParity parity(String id) {
    return new TransformerParity(id, POSITIONS, TORCH.kernels(), TORCH.manager());
  }
}

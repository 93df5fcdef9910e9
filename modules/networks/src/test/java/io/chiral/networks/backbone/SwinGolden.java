package io.chiral.networks.backbone;

import io.chiral.networks.torch.Torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Swin-T: {@code tools/golden_backbones_vit.py} makes the goldens. */
class SwinGolden {

  @RegisterExtension static final Torch TORCH = new Torch();

  @Test
  void agreesWithTorchvisionInNamesFeaturesAndGradients() {
    TransformerParity parity =
        new TransformerParity(SwinTransformer.ID, "", TORCH.kernels(), TORCH.manager());

    parity.assertNames(27_519_354);
    parity.assertFeatures(224, 224); // whole windows everywhere
    parity.assertFeatures(126, 90); // brought up to 128 x 92, a grid of 32 x 23, padded windows
    parity.assertGradients(
        64,
        48,
        "features.0.0.weight",
        "features.1.1.attn.relative_position_bias_table",
        "features.2.reduction.weight");
  }
}

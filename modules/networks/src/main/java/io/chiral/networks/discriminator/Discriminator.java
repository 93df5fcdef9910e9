package io.chiral.networks.discriminator;

import ai.djl.ndarray.NDArray;
import io.chiral.networks.backbone.Mode;
import io.chiral.networks.weights.ParameterTable;
import io.chiral.networks.weights.Weights;

/** Tells real images from a generator's. */
public interface Discriminator {

  /** Identifies the structure: {@code patch-vgg16-relu3_3}. */
  String id();

  ParameterTable parameters();

  /**
   * Logits of being real, attached to the input's manager: (B, 1), or (B, 1, h, w) a patch each.
   *
   * @param images (B, 3, H, W), RGB in [0, 1]
   */
  NDArray logits(Weights weights, NDArray images, Mode mode);

  /**
   * The last features by place, (B, D, h, w), which a patch-level head judges and a vanilla one
   * averages or sums up; attached to the input's manager.
   *
   * @param images (B, 3, H, W), RGB in [0, 1]
   */
  NDArray features(Weights weights, NDArray images, Mode mode);
}

package io.chiral.training.assess;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.chiral.imagery.Image;
import io.chiral.imagery.dataset.ImageEntry;
import io.chiral.networks.torch.TorchKernels;

/**
 * Images as assessors see them: (1, 3, H, W), the shorter side reduced to {@value #SHORT_SIDE}
 * pixels where it is longer, as DISTS as a metric does ({@code DISTS_pt.py}, 1267d8c), by bilinear
 * interpolation with antialiasing.
 */
record ImagePairs(TorchKernels kernels) {

  static final int SHORT_SIDE = 256;

  static final String POLICY =
      "shorter side reduced to 256 by bilinear interpolation with antialiasing";

  NDArray load(ImageEntry entry, NDManager manager) {
    Image image = entry.load().toRgb();
    NDArray whole = manager.create(image.toArray(), new Shape(1, 3, image.height(), image.width()));
    int shorter = Math.min(image.width(), image.height());
    if (shorter <= SHORT_SIDE) {
      return whole;
    }
    // torchvision truncates the longer side.
    long height = (long) image.height() * SHORT_SIDE / shorter;
    long width = (long) image.width() * SHORT_SIDE / shorter;
    return kernels.call("resized").tensor(whole).one(manager, height, width);
  }
}

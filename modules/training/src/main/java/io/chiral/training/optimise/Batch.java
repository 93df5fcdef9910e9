package io.chiral.training.optimise;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.chiral.imagery.Image;
import io.chiral.imagery.sample.PairedImage;
import java.util.List;
import java.util.function.Function;

/**
 * Patches of one step: B of them, h × w low-resolution pixels, s scale.
 *
 * @param lr (B, 3, h, w)
 * @param hr (B, 3, s·h, s·w)
 */
record Batch(NDArray lr, NDArray hr) {

  static Batch of(NDManager manager, List<PairedImage> patches) {
    return new Batch(
        stack(manager, patches, PairedImage::lr), stack(manager, patches, PairedImage::hr));
  }

  private static NDArray stack(
      NDManager manager, List<PairedImage> patches, Function<PairedImage, Image> side) {
    Image first = side.apply(patches.get(0));
    int each = 3 * first.height() * first.width();
    float[] samples = new float[patches.size() * each];
    for (int i = 0; i < patches.size(); i++) {
      side.apply(patches.get(i)).copyTo(samples, i * each);
    }
    return manager.create(samples, new Shape(patches.size(), 3, first.height(), first.width()));
  }
}

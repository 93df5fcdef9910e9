package io.chiral.training.evaluate;

import io.chiral.imagery.Image;
import io.chiral.imagery.dataset.ImageEntry;
import io.chiral.networks.generator.Generator;
import io.chiral.training.upscale.Tiling;
import java.util.List;

/**
 * Sizes in a test set, mod-cropped.
 *
 * @param smallestSide of all references
 * @param mostPixels of all low-resolution images
 */
record Extent(int smallestSide, long mostPixels) {

  static Extent of(List<ImageEntry> images, int scale) {
    int smallest = Integer.MAX_VALUE;
    long most = 0;
    for (ImageEntry entry : images) {
      Image image = entry.load().modCrop(scale);
      smallest = Math.min(smallest, Math.min(image.width(), image.height()));
      most = Math.max(most, (long) (image.width() / scale) * (image.height() / scale));
    }
    return new Extent(smallest, most);
  }

  /** What readers of scores should know of the generator's tiles; empty: there are none. */
  String note(Generator generator) {
    Tiling tiling = Tiling.fitting(generator, mostPixels, Tiling.EVALUATION_BYTES);
    return tiling.equals(Tiling.NONE)
        ? ""
        : "; low-resolution images of more than %d pixels in tiles of %d×%d that overlap by %d"
            .formatted(
                Tiling.EVALUATION_BYTES / generator.bytesPerPixel(),
                tiling.side(),
                tiling.side(),
                tiling.overlap());
  }
}

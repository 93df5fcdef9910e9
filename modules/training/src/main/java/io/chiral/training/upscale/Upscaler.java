package io.chiral.training.upscale;

import io.chiral.imagery.Image;
import io.chiral.imagery.resize.Bicubic;

/** Makes an image s times as large. A network does so on PyTorch's thread only. */
public sealed interface Upscaler permits Upscaler.Interpolation, NetworkUpscaler {

  /** Output side over input side. */
  int scale();

  /** In how many tiles an image is worked on. */
  int tiles(Image lr);

  /**
   * The output, not clamped.
   *
   * @param tileDone told after each tile
   */
  Image upscale(Image lr, Runnable tileDone);

  /** The output, not clamped. */
  default Image upscale(Image lr) {
    return upscale(lr, () -> {});
  }

  /** MATLAB bicubic, the baseline. */
  record Interpolation(int scale) implements Upscaler {

    @Override
    public int tiles(Image lr) {
      return 1;
    }

    @Override
    public Image upscale(Image lr, Runnable tileDone) {
      Image output = Bicubic.upscale(lr, scale);
      tileDone.run();
      return output;
    }
  }
}

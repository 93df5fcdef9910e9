package io.chiral.training.upscale;

import io.chiral.imagery.Image;
import io.chiral.imagery.resize.Bicubic;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Makes an image s times as large. A network does so on PyTorch's thread only. */
public sealed interface Upscaler permits Upscaler.Interpolation, NetworkUpscaler {

  /** Output side over input side. */
  int scale();

  /** In how many tiles an image is worked on. */
  int tiles(Image lr);

  /**
   * The output, not clamped; null when it was told not to go on.
   *
   * @param goOn asked after each tile whether there shall be another
   */
  @Nullable Image upscale(Image lr, BooleanSupplier goOn);

  /** The output, not clamped. */
  default Image upscale(Image lr) {
    return Objects.requireNonNull(upscale(lr, () -> true));
  }

  /** MATLAB bicubic, the baseline. */
  record Interpolation(int scale) implements Upscaler {

    @Override
    public int tiles(Image lr) {
      return 1;
    }

    @Override
    public @Nullable Image upscale(Image lr, BooleanSupplier goOn) {
      Image output = Bicubic.upscale(lr, scale);
      return goOn.getAsBoolean() ? output : null;
    }
  }
}

package io.chiral.training.upscale;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.chiral.imagery.Image;
import io.chiral.networks.generator.Generator;
import io.chiral.networks.weights.Weights;
import io.chiral.training.upscale.Tiling.Span;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A generator at fixed values.
 *
 * @param weights not closed with this
 * @param rule the tiles of an image
 */
public record NetworkUpscaler(Generator generator, Weights weights, Function<Image, Tiling> rule)
    implements Upscaler {

  @Override
  public int scale() {
    return generator.scale();
  }

  @Override
  public int tiles(Image lr) {
    Tiling tiling = rule.apply(lr);
    return tiling.along(lr.width()).size() * tiling.along(lr.height()).size();
  }

  @Override
  public @Nullable Image upscale(Image lr, BooleanSupplier goOn) {
    if (tiles(lr) == 1) {
      Image whole = restore(lr);
      return goOn.getAsBoolean() ? whole : null;
    }
    Tiling tiling = rule.apply(lr);
    int s = generator.scale();
    int width = s * lr.width();
    int height = s * lr.height();
    float[] output = new float[Math.multiplyExact(3, Math.multiplyExact(width, height))];
    for (Span rows : tiling.along(lr.height())) {
      for (Span columns : tiling.along(lr.width())) {
        Image tile = restore(lr.crop(columns.from(), rows.from(), columns.length(), rows.length()));
        Image kept =
            tile.crop(
                s * (columns.keepFrom() - columns.from()),
                s * (rows.keepFrom() - rows.from()),
                s * columns.kept(),
                s * rows.kept());
        place(kept, output, s * columns.keepFrom(), s * rows.keepFrom(), width, height);
        if (!goOn.getAsBoolean()) {
          return null;
        }
      }
    }
    return Image.of(width, height, 3, output);
  }

  private static void place(Image part, float[] into, int x, int y, int width, int height) {
    float[] samples = part.toArray();
    for (int c = 0; c < 3; c++) {
      for (int row = 0; row < part.height(); row++) {
        int from = (c * part.height() + row) * part.width();
        int to = (c * height + y + row) * width + x;
        System.arraycopy(samples, from, into, to, part.width());
      }
    }
  }

  private Image restore(Image lr) {
    try (NDManager scope = weights.manager().newSubManager()) {
      NDArray input = scope.create(lr.toArray(), new Shape(1, 3, lr.height(), lr.width()));
      NDArray output = generator.restore(weights, input); // (1, 3, sH, sW)
      int s = generator.scale();
      return Image.of(s * lr.width(), s * lr.height(), 3, output.toFloatArray());
    }
  }
}

package io.chiral.training.evaluate;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.chiral.imagery.Image;
import io.chiral.imagery.resize.Bicubic;
import io.chiral.networks.generator.Generator;
import io.chiral.networks.weights.Weights;

/** Makes an image s times as large. */
sealed interface Upscaler {

  /** The output, not clamped. */
  Image upscale(Image lr);

  /** MATLAB bicubic, the baseline. */
  record Interpolation(int scale) implements Upscaler {

    @Override
    public Image upscale(Image lr) {
      return Bicubic.upscale(lr, scale);
    }
  }

  /** A generator at fixed values. */
  record Network(Generator generator, Weights weights) implements Upscaler {

    @Override
    public Image upscale(Image lr) {
      try (NDManager scope = weights.manager().newSubManager()) {
        NDArray input = scope.create(lr.toArray(), new Shape(1, 3, lr.height(), lr.width()));
        NDArray output = generator.restore(weights, input);
        int s = generator.scale();
        return Image.of(s * lr.width(), s * lr.height(), 3, output.toFloatArray());
      }
    }
  }
}

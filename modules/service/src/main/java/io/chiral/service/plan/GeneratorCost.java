package io.chiral.service.plan;

import io.chiral.messages.spec.GeneratorSpec;
import io.chiral.networks.generator.SwinIrConfig;
import io.chiral.networks.generator.Upsampler;

/**
 * What SwinIR costs, by its structure.
 *
 * @param perPixel multiply-adds of a forward pass a low-resolution pixel
 * @param parameters number of weights
 * @param pace measured
 */
record GeneratorCost(double perPixel, long parameters, Pace pace) {
  /** Channels of the reconstruction in the published code. */
  private static final int FEATURES = 64;

  private static final int KERNEL = 9;

  static GeneratorCost of(GeneratorSpec generator) {
    int scale = generator.scale();
    return switch (generator.config()) {
      case "classical" -> of(SwinIrConfig.classical(scale, 48), Pace.giga(40, 40.3));
      case "lightweight" -> of(SwinIrConfig.lightweight(scale), Pace.giga(10.4, 17));
      case "real-m" -> of(SwinIrConfig.realMedium(scale), Pace.giga(34.6, 47.3));
      case "real-l" -> of(SwinIrConfig.realLarge(scale), Pace.giga(40, 40.3));
      case "small" -> of(SwinIrConfig.small(scale), Pace.giga(4, 5.3));
      default -> of(SwinIrConfig.tiny(scale), Pace.giga(1, 1.5));
    };
  }

  private static GeneratorCost of(SwinIrConfig config, Pace pace) {
    double width = config.embed();
    double window = (double) config.window() * config.window();
    double weights = 0;
    double attention = 0;
    for (int depth : config.depths()) {
      weights += depth * (4.0 + 2 * config.mlpRatio()) * width * width;
      weights +=
          config.threeConvolutions()
              ? KERNEL * width * width / 2 + width * width / 16
              : KERNEL * width * width;
      attention += depth * 2.0 * window * width;
    }
    weights += KERNEL * (3 * width + width * width);
    double[] reconstruction = reconstruction(config);
    return new GeneratorCost(
        weights + attention + reconstruction[0], Math.round(weights + reconstruction[1]), pace);
  }

  /** Multiply-adds a low-resolution pixel, and weights. */
  private static double[] reconstruction(SwinIrConfig config) {
    double square = (double) config.scale() * config.scale();
    double block = (double) KERNEL * FEATURES * FEATURES;
    double last = 3.0 * KERNEL * FEATURES;
    double before = (double) KERNEL * FEATURES * config.embed();
    if (config.upsampler() == Upsampler.PIXEL_SHUFFLE_DIRECT) {
      double direct = KERNEL * config.embed() * 3 * square;
      return new double[] {direct, direct};
    }
    if (config.upsampler() == Upsampler.NEAREST_CONV) {
      return new double[] {
        before + block * (4 + 2 * square) + last * square, before + 3 * block + last
      };
    }
    // Pixel shuffle: each doubling has four times the features before it shuffles.
    return new double[] {before + 4 * block * (square - 1) / 3 + last * square, before + 8 * block};
  }

  /** Of an image of that many low-resolution pixels. */
  double multiplyAdds(double pixels) {
    return perPixel * pixels;
  }
}

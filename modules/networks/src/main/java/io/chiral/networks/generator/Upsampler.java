package io.chiral.networks.generator;

/** SwinIR's reconstruction module. */
public enum Upsampler {
  /** Convolution to 64 features, pixel shuffles by 2 (or one by 3), convolution to RGB. */
  PIXEL_SHUFFLE("reconstruct_pixelshuffle"),
  /** One convolution and one pixel shuffle. */
  PIXEL_SHUFFLE_DIRECT("reconstruct_direct"),
  /** Nearest-neighbour doubling and convolutions, for real-world degradations. */
  NEAREST_CONV("reconstruct_nearest");

  private final String kernel;

  Upsampler(String kernel) {
    this.kernel = kernel;
  }

  String kernel() {
    return kernel;
  }

  boolean supports(int scale) {
    return switch (this) {
      case PIXEL_SHUFFLE, PIXEL_SHUFFLE_DIRECT ->
          scale == 2 || scale == 3 || scale == 4 || scale == 8;
      case NEAREST_CONV -> scale == 2 || scale == 4;
    };
  }
}

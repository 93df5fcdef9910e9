package io.chiral.networks.generator;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.chiral.networks.weights.Weights;
import java.util.List;

/**
 * First values of a SwinIR with which it computes bicubic interpolation (a = −1/2, as MATLAB
 * enlarges) except within two LR pixels of the border, where convolutions see padding. The
 * structure stays as published.
 *
 * <p>27 channels of {@code conv_first} carry the 3 × 3 neighbourhood of R, G and B, {@code
 * conv_after_body} is zero so that the body adds nothing yet, and {@code upsample.0} weighs the
 * neighbourhood's 5 × 5 reach with the bicubic taps of each sub-pixel. All else is initialised as
 * published.
 */
final class InterpolatingStart {

  private static final int CARRIED = 27;

  private static final List<String> SILENT =
      List.of(
          "conv_first.bias", "upsample.0.bias", "conv_after_body.weight", "conv_after_body.bias");

  private InterpolatingStart() {}

  static Weights of(SwinIr network, NDManager parent, long seed) {
    SwinIrConfig config = network.config();
    if (config.upsampler() != Upsampler.PIXEL_SHUFFLE_DIRECT
        || config.threeConvolutions()
        || config.embed() < CARRIED) {
      throw new IllegalArgumentException(
          "the interpolating start needs PIXEL_SHUFFLE_DIRECT, one convolution a group and at"
              + " least 27 channels; "
              + network.name()
              + " has "
              + config.upsampler()
              + " and "
              + config.embed());
    }
    Weights weights = network.parameters().initialise(parent, seed);
    carryNeighbourhood(weights.get("conv_first.weight"));
    interpolate(weights.get("upsample.0.weight"), config.scale());
    for (String name : SILENT) {
      NDArray silent = weights.get(name);
      silent.set(new float[Math.toIntExact(silent.size())]);
    }
    return weights;
  }

  /** Channel 9c + 3(dy+1) + (dx+1) becomes colour c at offset (dy, dx); (C, 3, 3, 3). */
  private static void carryNeighbourhood(NDArray convFirst) {
    float[] w = convFirst.toFloatArray();
    for (int channel = 0; channel < CARRIED; channel++) {
      for (int i = 0; i < CARRIED; i++) {
        w[channel * CARRIED + i] = i == channel ? 1 : 0;
      }
    }
    convFirst.set(w);
  }

  /** (3s², C, 3, 3); output channel c·s² + s·y + x is colour c at sub-pixel (y, x). */
  private static void interpolate(NDArray upsample, int scale) {
    int channels = Math.toIntExact(upsample.getShape().get(1));
    float[] w = new float[Math.toIntExact(upsample.size())];
    for (int colour = 0; colour < 3; colour++) {
      for (int y = 0; y < scale; y++) {
        for (int x = 0; x < scale; x++) {
          int out = colour * scale * scale + y * scale + x;
          for (int oy = -2; oy <= 2; oy++) {
            for (int ox = -2; ox <= 2; ox++) {
              // The carried neighbourhood reaches one pixel, this convolution the rest.
              int dy = Math.max(-1, Math.min(1, oy));
              int dx = Math.max(-1, Math.min(1, ox));
              int in = 9 * colour + 3 * (dy + 1) + dx + 1;
              int tap = 3 * (oy - dy + 1) + ox - dx + 1;
              w[(out * channels + in) * 9 + tap] =
                  (float) (weight(oy, y, scale) * weight(ox, x, scale));
            }
          }
        }
      }
    }
    upsample.set(w);
  }

  /** Weight of the LR pixel at {@code offset} for sub-pixel {@code k} of {@code scale}. */
  private static double weight(int offset, int k, int scale) {
    double d = Math.abs(offset - ((k + 0.5) / scale - 0.5));
    if (d <= 1) {
      return 1.5 * d * d * d - 2.5 * d * d + 1;
    }
    return d < 2 ? -0.5 * d * d * d + 2.5 * d * d - 4 * d + 2 : 0;
  }
}

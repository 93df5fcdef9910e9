package io.chiral.imagery.distortion;

import io.chiral.imagery.Image;
import io.chiral.imagery.random.CounterRandom;

/**
 * The types of the proxy ladder. Level 1 is just visible, level 5 severe; strengths stand at {@link
 * #strength}.
 */
public enum Distortion implements DistortionType {
  /** White Gaussian noise, independent in each channel; standard deviation of samples in [0, 1]. */
  NOISE("noise", 0.02, 0.04, 0.07, 0.12, 0.20),
  /** Gaussian blur; σ in pixels. */
  BLUR("blur", 0.7, 1.2, 2.0, 3.2, 5.0),
  /** A real JPEG file; quality of 100, the encoder's own chroma subsampling. */
  JPEG("jpeg", 50, 30, 18, 10, 4),
  /** Squares of one colour, the mean of what they cover; side in pixels. */
  MOSAIC("mosaic", 2, 3, 5, 8, 12),
  /** Contrast lost about the channel's mean; factor that is left. */
  CONTRAST("contrast", 0.80, 0.65, 0.50, 0.35, 0.20),
  /** Shrunk and enlarged again by MATLAB bicubic; factor. */
  RESAMPLING("resampling", 1.5, 2, 3, 4, 6),
  /** Few levels a channel; how many. */
  QUANTISATION("quantisation", 20, 12, 8, 5, 3);

  private final String id;
  private final double[] strengths;

  Distortion(String id, double... strengths) {
    this.id = id;
    this.strengths = strengths;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public int number() {
    return ordinal();
  }

  @Override
  public double strength(int level) {
    if (level < 1 || level > LEVELS) {
      throw new IllegalArgumentException("a level is 1 to 5, got " + level);
    }
    return strengths[level - 1];
  }

  @Override
  public Image apply(Image image, int level, CounterRandom random) {
    double strength = strength(level);
    Image distorted =
        switch (this) {
          case NOISE -> Degradations.noise(image, strength, random);
          case BLUR -> Degradations.blur(image, strength);
          case JPEG -> Degradations.jpeg(image, strength);
          case MOSAIC -> Degradations.mosaic(image, (int) strength);
          case CONTRAST -> Degradations.contrast(image, strength);
          case RESAMPLING -> Degradations.resample(image, strength);
          case QUANTISATION -> Degradations.quantise(image, (int) strength);
        };
    return distorted.quantised();
  }
}

package io.chiral.imagery.distortion;

import io.chiral.imagery.Image;
import io.chiral.imagery.random.CounterRandom;
import java.util.Locale;

/**
 * KADID-10k's types (Lin, Hosu, Saupe, QoMEX 2019) with the levels of the authors' generator
 * ({@code imdist_generator.m} of their distortion code), in their order and numbering.
 *
 * <p>23 of the 25 are here. Absent: 09 JPEG 2000 (no coder is at hand) and 15 denoising (the
 * authors' has a learnt network). Different: 06 colours are chosen by median cut, MATLAB's by
 * minimum variance; 22 thresholds are evenly spaced, MATLAB's are Otsu's; 25 the curve is a natural
 * spline, MATLAB's is not-a-knot; 02 and 03 kernels are sampled 8×8 times a pixel. The authors'
 * stretch of every result to the full range is left out.
 */
public enum KadidDistortion implements DistortionType {
  /** σ in pixels. */
  GAUSSIAN_BLUR(1, 0.1, 0.5, 1, 2, 5),
  /** Radius of a disk in pixels. */
  LENS_BLUR(2, 1, 2, 4, 6, 8),
  /** Length of a line in pixels, at a random angle. */
  MOTION_BLUR(3, 1, 2, 4, 6, 10),
  /** a* and b* blurred by σ = 1.5·amount + 2 pixels and multiplied by the amount. */
  COLOUR_DIFFUSION(4, 1, 3, 6, 8, 12),
  /** Green moved by so many pixels, near edges. */
  COLOUR_SHIFT(5, 1, 3, 6, 8, 12),
  /** How many colours are left. */
  COLOUR_QUANTISATION(6, 64, 48, 32, 16, 8),
  /** Factor of the saturation in HSV. */
  COLOUR_SATURATION_1(7, 0.4, 0.2, 0.1, 0, -0.4),
  /** Factor of a* and b*. */
  COLOUR_SATURATION_2(8, 1, 2, 3, 6, 9),
  /** Quality of 100. */
  JPEG(10, 43, 36, 24, 7, 4),
  /** Variance. */
  WHITE_NOISE(11, 0.001, 0.002, 0.003, 0.005, 0.01),
  /** Variance of noise in YCbCr. */
  WHITE_NOISE_IN_YCBCR(12, 0.0001, 0.0005, 0.001, 0.002, 0.003),
  /** Share of samples that become 0 or 1. */
  IMPULSE_NOISE(13, 0.001, 0.005, 0.01, 0.02, 0.03),
  /** Variance of a uniform factor about 1. */
  MULTIPLICATIVE_NOISE(14, 0.001, 0.005, 0.01, 0.02, 0.05),
  /** How far the middle of the tone curve is lifted, times 2. */
  BRIGHTENING(16, 0.1, 0.2, 0.4, 0.7, 1.1),
  /** How far the middle of the tone curve is lowered, times 2. */
  DARKENING(17, 0.05, 0.1, 0.2, 0.4, 0.8),
  /** What is added; level 3 is the image itself. */
  MEAN_SHIFT(18, 0.15, 0.08, 0, -0.08, -0.15) {
    @Override
    public double proxyOpinion(int level) {
      return new double[] {1, 3, 5, 3, 1}[level - 1];
    }
  },
  /** Standard deviation of pixels' displacements, five times over. */
  JITTER(19, 0.05, 0.1, 0.2, 0.5, 1),
  /** How many patches of 16×16 are moved by up to 8 pixels. */
  NON_ECCENTRICITY_PATCH(20, 20, 40, 60, 80, 100),
  /** Strength s: shrunk to 0.95 − s^0.6 and enlarged again, nearest pixel. */
  PIXELATION(21, 0.01, 0.05, 0.1, 0.2, 0.5),
  /** How many levels are left. */
  QUANTISATION(22, 20, 16, 13, 10, 7),
  /** How many squares of 32×32 have one random colour. */
  COLOUR_BLOCK(23, 2, 4, 6, 8, 10),
  /** Amount of unsharp masking of L* with σ = 3 pixels. */
  HIGH_SHARPENING(24, 1, 2, 3, 6, 12),
  /** Steepness of the tone curve's middle; level 3 is the image itself. */
  CONTRAST_CHANGE(25, 0.3, 0.15, 0, -0.4, -0.6) {
    @Override
    public double proxyOpinion(int level) {
      return new double[] {3, 4, 5, 2, 1}[level - 1];
    }
  };

  private final int number;
  private final double[] strengths;

  KadidDistortion(int number, double... strengths) {
    this.number = number;
    this.strengths = strengths;
  }

  /** KADID-10k's own number, from 1 to 25. */
  @Override
  public int number() {
    return number;
  }

  @Override
  public String id() {
    return "%02d-%s".formatted(number, name().toLowerCase(Locale.ROOT).replace('_', '-'));
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
    Image rgb = image.toRgb();
    double s = strength(level);
    Image distorted =
        switch (this) {
          case GAUSSIAN_BLUR -> KadidSpatial.gaussianBlur(rgb, s);
          case LENS_BLUR -> KadidSpatial.lensBlur(rgb, s);
          case MOTION_BLUR -> KadidSpatial.motionBlur(rgb, s, random);
          case COLOUR_DIFFUSION -> KadidColour.diffusion(rgb, s);
          case COLOUR_SHIFT -> KadidColour.shift(rgb, s, random);
          case COLOUR_QUANTISATION -> MedianCut.reduce(rgb, (int) s);
          case COLOUR_SATURATION_1 -> KadidColour.saturation(rgb, s);
          case COLOUR_SATURATION_2 -> KadidColour.labSaturation(rgb, s);
          case JPEG -> Degradations.jpeg(rgb, s);
          case WHITE_NOISE -> Degradations.noise(rgb, Math.sqrt(s), random);
          case WHITE_NOISE_IN_YCBCR -> KadidColour.ycbcrNoise(rgb, Math.sqrt(s), random);
          case IMPULSE_NOISE -> KadidColour.impulses(rgb, s, random);
          case MULTIPLICATIVE_NOISE -> KadidColour.speckle(rgb, s, random);
          case BRIGHTENING -> KadidColour.brighten(rgb, s);
          case DARKENING -> KadidColour.curve(rgb, 0.5 - s / 2);
          case MEAN_SHIFT -> KadidColour.added(rgb, s);
          case JITTER -> KadidSpatial.jitter(rgb, s, random);
          case NON_ECCENTRICITY_PATCH -> KadidSpatial.movedPatches(rgb, (int) s, random);
          case PIXELATION -> KadidSpatial.pixelation(rgb, s);
          case QUANTISATION -> Degradations.quantise(rgb, (int) s);
          case COLOUR_BLOCK -> KadidSpatial.colourBlocks(rgb, (int) s, random);
          case HIGH_SHARPENING -> KadidColour.sharpen(rgb, s);
          case CONTRAST_CHANGE -> KadidColour.contrast(rgb, s);
        };
    return distorted.quantised();
  }
}

package io.chiral.imagery.degradation;

import io.chiral.imagery.Image;
import io.chiral.imagery.random.CounterRandom;
import io.chiral.imagery.resize.Bicubic;

/** A way from a high-resolution image to a low-resolution one. */
public enum Degradation {
  /** MATLAB's {@code imresize} of 8-bit images, without chance. */
  BICUBIC("bicubic") {
    @Override
    Image degrade(Image image, int scale, Dice dice) {
      return Bicubic.lowResolution(image, scale);
    }
  },
  /** Blur, shrinking, noise and JPEG in shuffled order: {@link Bsrgan}. */
  BSRGAN("bsrgan") {
    @Override
    Image degrade(Image image, int scale, Dice dice) {
      return Bsrgan.degrade(image, scale, dice);
    }
  },
  /** Blur, resizing, noise and JPEG, twice, and a sinc filter: {@link RealEsrgan}. */
  REAL_ESRGAN("real-esrgan") {
    @Override
    Image degrade(Image image, int scale, Dice dice) {
      return RealEsrgan.degrade(image, scale, dice);
    }
  };

  private final String id;

  Degradation(String id) {
    this.id = id;
  }

  /** The name in specifications. */
  public String id() {
    return id;
  }

  /**
   * The degradation of a name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Degradation named(String id) {
    for (Degradation degradation : values()) {
      if (degradation.id.equals(id)) {
        return degradation;
      }
    }
    throw new IllegalArgumentException(
        "unknown degradation '%s'; known are bicubic, bsrgan and real-esrgan".formatted(id));
  }

  abstract Image degrade(Image image, int scale, Dice dice);

  /**
   * The low-resolution partner, clamped and rounded to 8 bits; a function of its arguments alone,
   * on one Java release (the platform's JPEG coder may differ between them).
   *
   * @param image with sides that are multiples of {@code scale}
   */
  public Image lowResolution(Image image, int scale, CounterRandom random) {
    if (image.width() % scale != 0 || image.height() % scale != 0) {
      throw new IllegalArgumentException(
          "%s cannot be degraded by ×%d: its sides are no multiples".formatted(image, scale));
    }
    return degrade(image, scale, new Dice(random)).quantised();
  }
}

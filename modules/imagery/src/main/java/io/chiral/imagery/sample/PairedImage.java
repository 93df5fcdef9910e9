package io.chiral.imagery.sample;

import io.chiral.imagery.Image;
import io.chiral.imagery.dataset.ImageEntry;
import io.chiral.imagery.degradation.Degradation;
import io.chiral.imagery.random.CounterRandom;
import io.chiral.imagery.resize.Bicubic;

/**
 * A high-resolution image, mod-cropped to the scale, and its low-resolution partner, made once.
 *
 * @param hr C×(s·h)×(s·w)
 * @param lr C×h×w, as stored beside it, else MATLAB bicubic, clamped and rounded to 8 bits
 * @param scale s
 */
public record PairedImage(Image hr, Image lr, int scale) {
  private static final int CONTEXT = 8;

  public PairedImage {
    if (hr.width() != lr.width() * scale || hr.height() != lr.height() * scale) {
      throw new IllegalArgumentException("%s is not ×%d of %s".formatted(hr, scale, lr));
    }
  }

  /** Pairs an image with its shrunk version. */
  public static PairedImage of(Image image, int scale) {
    return new PairedImage(image.modCrop(scale), Bicubic.lowResolution(image, scale), scale);
  }

  /**
   * Pairs an entry with the low-resolution partner stored beside it, else with its shrunk version.
   *
   * @throws IllegalArgumentException if the stored partner has another size than the entry, mod-
   *     cropped, shrunk by {@code scale}
   */
  public static PairedImage of(ImageEntry entry, int scale) {
    Image image = entry.load();
    ImageEntry stored = entry.lowResolutions().get(scale);
    if (stored == null) {
      return of(image, scale);
    }
    Image hr = image.modCrop(scale);
    Image lr = stored.load();
    if (hr.width() != lr.width() * scale || hr.height() != lr.height() * scale) {
      throw new IllegalArgumentException(
          "%s has %d×%d pixels (W×H), the ×%d partner of %s must have %d×%d"
              .formatted(
                  stored.name(),
                  lr.width(),
                  lr.height(),
                  scale,
                  entry.name(),
                  hr.width() / scale,
                  hr.height() / scale));
    }
    return new PairedImage(hr, lr, scale);
  }

  /** How many positions a low-resolution patch of {@code lrSize} has across. */
  public int columns(int lrSize) {
    return positions(lr.width(), lrSize);
  }

  /** How many positions a low-resolution patch of {@code lrSize} has downwards. */
  public int rows(int lrSize) {
    return positions(lr.height(), lrSize);
  }

  private int positions(int length, int lrSize) {
    if (lrSize < 1 || lrSize > length) {
      throw new IllegalArgumentException(
          "a low-resolution patch of %d does not fit in %s".formatted(lrSize, lr));
    }
    return length - lrSize + 1;
  }

  /**
   * As {@link #patch}, with the low-resolution side made anew of the high-resolution one. The
   * pipeline sees {@value #CONTEXT} low-resolution pixels more on each side where the image has
   * them, so that a patch shows no border of its own.
   */
  public PairedImage degradedPatch(
      int x,
      int y,
      int lrSize,
      Orientation orientation,
      Degradation degradation,
      CounterRandom random) {
    int left = Math.max(x - CONTEXT, 0);
    int top = Math.max(y - CONTEXT, 0);
    int width = Math.min(x + lrSize + CONTEXT, lr.width()) - left;
    int height = Math.min(y + lrSize + CONTEXT, lr.height()) - top;
    Image around = hr.crop(left * scale, top * scale, width * scale, height * scale);
    Image low =
        degradation.lowResolution(around, scale, random).crop(x - left, y - top, lrSize, lrSize);
    Image high = hr.crop(x * scale, y * scale, lrSize * scale, lrSize * scale);
    return new PairedImage(orientation.apply(high), orientation.apply(low), scale);
  }

  /**
   * The aligned square patches whose low-resolution corner is at (x, y), with {@code x < }{@link
   * #columns} and {@code y < }{@link #rows}, turned by {@code orientation}.
   */
  public PairedImage patch(int x, int y, int lrSize, Orientation orientation) {
    Image low = lr.crop(x, y, lrSize, lrSize);
    Image high = hr.crop(x * scale, y * scale, lrSize * scale, lrSize * scale);
    return new PairedImage(orientation.apply(high), orientation.apply(low), scale);
  }
}

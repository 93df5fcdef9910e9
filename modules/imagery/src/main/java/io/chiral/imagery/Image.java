package io.chiral.imagery;

import java.util.Arrays;

/**
 * An immutable picture: C×H×W planar samples, row major, nominally in [0, 1].
 *
 * <p>C is 3 (RGB) or 1 (grey), H the height, W the width; the sample (c, y, x) stands at {@code
 * (c·H + y)·W + x}, the layout of a PyTorch tensor without the batch axis. Samples outside [0, 1]
 * are kept (a network may overshoot) until {@link #quantised()} clamps them; NaN is kept too, for
 * the guard that looks for it. Safe to share between threads.
 */
public final class Image {
  private final int width;
  private final int height;
  private final int channels;
  private final float[] data;

  private Image(int width, int height, int channels, float[] data) {
    this.width = width;
    this.height = height;
    this.channels = channels;
    this.data = data;
  }

  /**
   * Copies {@code data}, C×H×W, into an image.
   *
   * @throws IllegalArgumentException if a size is not positive, channels is neither 1 nor 3, or the
   *     length of {@code data} is not their product
   */
  public static Image of(int width, int height, int channels, float[] data) {
    requireShape(width, height, channels);
    if (data.length != (long) width * height * channels) {
      throw new IllegalArgumentException(
          "an image of %d×%d×%d needs %d samples, got %d"
              .formatted(channels, height, width, (long) width * height * channels, data.length));
    }
    return new Image(width, height, channels, data.clone());
  }

  /** An image whose sample (c, y, x) is {@code source.at(c, y, x)}. */
  public static Image generate(int width, int height, int channels, Source source) {
    requireShape(width, height, channels);
    float[] data = new float[Math.multiplyExact(Math.multiplyExact(width, height), channels)];
    int at = 0;
    for (int c = 0; c < channels; c++) {
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          data[at++] = source.at(c, y, x);
        }
      }
    }
    return new Image(width, height, channels, data);
  }

  /** Stacks planes of equal size as channels, without scaling or clamping. */
  public static Image ofPlanes(Plane... planes) {
    int width = planes[0].width();
    int height = planes[0].height();
    for (Plane plane : planes) {
      plane.requireSizeOf(planes[0]);
    }
    return generate(width, height, planes.length, (c, y, x) -> (float) planes[c].at(y, x));
  }

  private static void requireShape(int width, int height, int channels) {
    if (width < 1 || height < 1 || (channels != 1 && channels != 3)) {
      throw new IllegalArgumentException(
          "an image has 1 or 3 channels and positive sides, got %d×%d×%d (C×H×W)"
              .formatted(channels, height, width));
    }
  }

  /** One sample of an image to be made. */
  @FunctionalInterface
  public interface Source {
    float at(int channel, int y, int x);
  }

  public int width() {
    return width;
  }

  public int height() {
    return height;
  }

  public int channels() {
    return channels;
  }

  public float at(int channel, int y, int x) {
    return data[(channel * height + y) * width + x];
  }

  /** A copy of all samples, C×H×W. */
  public float[] toArray() {
    return data.clone();
  }

  /** Copies all samples, C×H×W, into {@code target} from {@code offset} on. */
  public void copyTo(float[] target, int offset) {
    System.arraycopy(data, 0, target, offset, data.length);
  }

  /** Channel {@code channel} in double precision, times {@code scale}. */
  public Plane plane(int channel, double scale) {
    double[] values = new double[width * height];
    int from = channel * values.length;
    for (int i = 0; i < values.length; i++) {
      values[i] = data[from + i] * scale;
    }
    return new Plane(width, height, values);
  }

  /** The window of the given size with its upper left corner at (x, y). */
  public Image crop(int x, int y, int cropWidth, int cropHeight) {
    boolean inside = x >= 0 && y >= 0 && cropWidth > 0 && cropHeight > 0;
    if (!inside || x > width - cropWidth || y > height - cropHeight) {
      throw new IllegalArgumentException(
          "the window %d×%d at (%d, %d) does not lie in an image of %d×%d (W×H)"
              .formatted(cropWidth, cropHeight, x, y, width, height));
    }
    float[] window = new float[channels * cropHeight * cropWidth];
    for (int c = 0; c < channels; c++) {
      for (int row = 0; row < cropHeight; row++) {
        int from = (c * height + y + row) * width + x;
        System.arraycopy(data, from, window, (c * cropHeight + row) * cropWidth, cropWidth);
      }
    }
    return new Image(cropWidth, cropHeight, channels, window);
  }

  /** Without {@code border} pixels on each side; the image itself if {@code border} is 0. */
  public Image shave(int border) {
    return border == 0 ? this : crop(border, border, width - 2 * border, height - 2 * border);
  }

  /** The upper left part whose sides are the largest multiples of {@code scale} ("mod-crop"). */
  public Image modCrop(int scale) {
    int w = width - width % scale;
    int h = height - height % scale;
    return w == width && h == height ? this : crop(0, 0, w, h);
  }

  /** Mirrored left to right. */
  public Image flipHorizontally() {
    return generate(width, height, channels, (c, y, x) -> at(c, y, width - 1 - x));
  }

  /** Mirrored top to bottom. */
  public Image flipVertically() {
    return generate(width, height, channels, (c, y, x) -> at(c, height - 1 - y, x));
  }

  /** Rows become columns: the result is as wide as this is high. */
  public Image transpose() {
    return generate(height, width, channels, (c, y, x) -> at(c, x, y));
  }

  /** Three equal channels if this is grey, else this. */
  public Image toRgb() {
    return channels == 3 ? this : generate(width, height, 3, (c, y, x) -> at(0, y, x));
  }

  /** Clamped to [0, 1] and rounded to the nearest of 256 levels, as an 8-bit file would hold it. */
  public Image quantised() {
    float[] rounded = new float[data.length];
    for (int i = 0; i < data.length; i++) {
      rounded[i] = level(data[i]) / 255f;
    }
    return new Image(width, height, channels, rounded);
  }

  /** The 8-bit levels, C×H×W, unsigned; clamped and rounded as {@link #quantised()} does. */
  public byte[] toBytes() {
    byte[] levels = new byte[data.length];
    for (int i = 0; i < data.length; i++) {
      levels[i] = (byte) level(data[i]);
    }
    return levels;
  }

  private static int level(float sample) {
    return Math.round(Math.min(Math.max(sample, 0f), 1f) * 255f);
  }

  /** Whether both have the same width, height and channels. */
  public boolean hasShapeOf(Image other) {
    return width == other.width && height == other.height && channels == other.channels;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Image that && hasShapeOf(that) && Arrays.equals(data, that.data);
  }

  @Override
  public int hashCode() {
    return 31 * width + Arrays.hashCode(data);
  }

  @Override
  public String toString() {
    return "Image[%d×%d×%d]".formatted(channels, height, width);
  }
}

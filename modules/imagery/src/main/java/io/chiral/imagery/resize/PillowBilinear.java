package io.chiral.imagery.resize;

import io.chiral.imagery.Image;

/**
 * Pillow's {@code Image.resize(size, BILINEAR)} of 8-bit images, equal to the last bit ({@code
 * src/libImaging/Resample.c}): a triangle widened by the reduction against aliasing, coefficients
 * of 22 bits, rounding to 8 bits after the rows and after the columns. Torchvision's {@code Resize}
 * of a Pillow image is this; of a tensor it is something else.
 */
public final class PillowBilinear {
  private static final int PRECISION_BITS = 22;

  private PillowBilinear() {}

  /**
   * With {@code side} pixels on the shorter side and the longer in proportion, rounded down, as
   * torchvision's {@code resize(image, side)}; images that are not larger are only rounded to 8
   * bits.
   */
  public static Image shortSide(Image image, int side) {
    int shorter = Math.min(image.width(), image.height());
    if (shorter <= side) {
      return image.quantised();
    }
    int width = (int) ((long) side * image.width() / shorter);
    int height = (int) ((long) side * image.height() / shorter);
    return resize(image, width, height);
  }

  /** Rounded to 8 bits, then resized. */
  public static Image resize(Image image, int width, int height) {
    Axis columns = Axis.of(image.width(), width);
    Axis rows = Axis.of(image.height(), height);
    byte[] levels = image.toBytes();
    float[] samples = new float[image.channels() * height * width];
    for (int c = 0; c < image.channels(); c++) {
      int[] plane = new int[image.width() * image.height()];
      for (int i = 0; i < plane.length; i++) {
        plane[i] = levels[c * plane.length + i] & 0xff;
      }
      int[] across = columns.apply(plane, image.height(), image.width(), 1);
      int[] both = rows.apply(across, width, 1, width);
      for (int i = 0; i < both.length; i++) {
        // The rows' result is stored column by column.
        samples[(c * height + i % height) * width + i / height] = both[i] / 255f;
      }
    }
    return Image.of(width, height, image.channels(), samples);
  }

  /** Where each output sample begins to read, and its coefficients. */
  private record Axis(int[] begin, int[][] coefficients) {

    static Axis of(int from, int to) {
      double scale = (double) from / to;
      double support = Math.max(scale, 1);
      int[] begin = new int[to];
      int[][] coefficients = new int[to][];
      for (int i = 0; i < to; i++) {
        double centre = (i + 0.5) * scale;
        begin[i] = Math.max((int) (centre - support + 0.5), 0);
        int end = Math.min((int) (centre + support + 0.5), from);
        coefficients[i] = coefficients(begin[i], end, centre, support);
      }
      return new Axis(begin, coefficients);
    }

    private static int[] coefficients(int begin, int end, double centre, double support) {
      double[] weights = new double[end - begin];
      double sum = 0;
      for (int j = 0; j < weights.length; j++) {
        weights[j] = Math.max(1 - Math.abs((j + begin - centre + 0.5) / support), 0);
        sum += weights[j];
      }
      int[] fixed = new int[weights.length];
      for (int j = 0; j < fixed.length; j++) {
        fixed[j] = (int) (0.5 + weights[j] / sum * (1 << PRECISION_BITS));
      }
      return fixed;
    }

    /** Resamples {@code count} lines, which begin {@code line} apart with samples {@code step}. */
    int[] apply(int[] samples, int count, int line, int step) {
      int[] result = new int[count * begin.length];
      for (int l = 0; l < count; l++) {
        for (int i = 0; i < begin.length; i++) {
          int sum = 1 << (PRECISION_BITS - 1);
          for (int j = 0; j < coefficients[i].length; j++) {
            sum += samples[l * line + (begin[i] + j) * step] * coefficients[i][j];
          }
          result[l * begin.length + i] = Math.min(Math.max(sum >> PRECISION_BITS, 0), 255);
        }
      }
      return result;
    }
  }
}

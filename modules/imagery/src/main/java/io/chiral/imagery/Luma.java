package io.chiral.imagery;

/**
 * The two grey versions of an RGB image that published metrics use; they are not interchangeable.
 */
public final class Luma {
  private Luma() {}

  /**
   * Y of BT.601 in studio range, in [16, 235], not rounded: {@code 65.481R + 128.553G + 24.966B +
   * 16} for samples in [0, 1] (MATLAB's {@code rgb2ycbcr}, BasicSR {@code bgr2ycbcr}). A grey image
   * has R = G = B.
   */
  public static Plane studio(Image image) {
    return mix(image, 65.481, 128.553, 24.966, 16);
  }

  /**
   * The luma of BT.601 in full range, in [0, 255], not rounded: {@code 0.299R + 0.587G + 0.114B}.
   * Grey images are taken as they are.
   */
  public static Plane full(Image image) {
    return image.channels() == 1
        ? image.plane(0, 255)
        : mix(image, 0.299 * 255, 0.587 * 255, 0.114 * 255, 0);
  }

  private static Plane mix(Image image, double r, double g, double b, double offset) {
    int green = image.channels() == 3 ? 1 : 0;
    int blue = image.channels() == 3 ? 2 : 0;
    double[] values = new double[image.width() * image.height()];
    int at = 0;
    for (int y = 0; y < image.height(); y++) {
      for (int x = 0; x < image.width(); x++) {
        values[at++] =
            r * image.at(0, y, x) + g * image.at(green, y, x) + b * image.at(blue, y, x) + offset;
      }
    }
    return new Plane(image.width(), image.height(), values);
  }
}

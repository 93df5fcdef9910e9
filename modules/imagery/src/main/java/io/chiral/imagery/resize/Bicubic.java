package io.chiral.imagery.resize;

import io.chiral.imagery.Image;
import io.chiral.imagery.Plane;

/**
 * MATLAB's {@code imresize(…, 'bicubic')} on floating-point images, the degradation of classical
 * super-resolution (BasicSR {@code utils/matlab_functions.py}, commit 8d56e3a).
 *
 * <p>Cubic kernel with a = −0.5; when shrinking it is widened by 1/scale against aliasing; borders
 * are mirrored with the edge sample; rows are resized before columns; all arithmetic is in double
 * precision and nothing is rounded or clamped. PyTorch's and AWT's bicubic differ from it.
 */
public final class Bicubic {
  private Bicubic() {}

  /** Resized by {@code scale} on both sides; a side of n becomes ⌈n·scale⌉. */
  public static Image resize(Image image, double scale) {
    Plane[] planes = new Plane[image.channels()];
    for (int c = 0; c < planes.length; c++) {
      planes[c] = resize(image.plane(c, 1), scale);
    }
    return Image.ofPlanes(planes);
  }

  /** As {@link #resize(Image, double)}, for one plane of any range. */
  public static Plane resize(Plane plane, double scale) {
    if (!(scale > 0) || Double.isInfinite(scale)) {
      throw new IllegalArgumentException("a scale is positive and finite, got " + scale);
    }
    Taps rows = Taps.of(plane.height(), scale);
    Taps columns = Taps.of(plane.width(), scale);
    return columns.alongRows(rows.alongColumns(plane));
  }

  /**
   * The low-resolution partner of a high-resolution image: mod-cropped to {@code scale} and shrunk
   * by it as MATLAB shrinks a uint8 array, which rounds and clamps after the rows <em>and</em>
   * after the columns. Equal to the last bit to published LR files (Set5, Set14); rounding only
   * once, as the Python ports do, changes about 11% of their samples.
   *
   * @throws IllegalArgumentException if a side is shorter than {@code scale}
   */
  public static Image lowResolution(Image highResolution, int scale) {
    if (highResolution.width() < scale || highResolution.height() < scale) {
      throw new IllegalArgumentException(
          "%s is too small for ×%d".formatted(highResolution, scale));
    }
    Image hr = highResolution.modCrop(scale).quantised();
    Taps rows = Taps.of(hr.height(), 1.0 / scale);
    Taps columns = Taps.of(hr.width(), 1.0 / scale);
    Plane[] planes = new Plane[hr.channels()];
    for (int c = 0; c < planes.length; c++) {
      Plane levels = hr.plane(c, 255).map(Math::rint);
      Plane shrunk = columns.alongRows(rows.alongColumns(levels).map(Bicubic::uint8));
      planes[c] = shrunk.map(value -> uint8(value) / 255);
    }
    return Image.ofPlanes(planes);
  }

  private static double uint8(double value) {
    return Math.min(Math.max(Math.floor(value + 0.5), 0), 255);
  }

  /** The bicubic answer to super-resolution, the baseline every network is measured against. */
  public static Image upscale(Image lowResolution, int scale) {
    return resize(lowResolution, scale);
  }
}

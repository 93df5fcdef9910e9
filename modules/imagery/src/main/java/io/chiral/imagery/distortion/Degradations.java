package io.chiral.imagery.distortion;

import io.chiral.imagery.Image;
import io.chiral.imagery.Plane;
import io.chiral.imagery.file.ImageFiles;
import io.chiral.imagery.file.UnreadableImageException;
import io.chiral.imagery.filter.Border;
import io.chiral.imagery.filter.Convolution;
import io.chiral.imagery.random.CounterRandom;
import io.chiral.imagery.resize.Bicubic;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/** What each distortion does to the samples. */
final class Degradations {
  private Degradations() {}

  static Image noise(Image image, double deviation, CounterRandom random) {
    int area = image.width() * image.height();
    return Image.generate(
        image.width(),
        image.height(),
        image.channels(),
        (c, y, x) -> {
          long n = (long) c * area + (long) y * image.width() + x;
          return (float) (image.at(c, y, x) + deviation * random.normal(n));
        });
  }

  static Image jpeg(Image image, double quality) {
    try {
      Image decoded = ImageFiles.decode(ImageFiles.encodeJpeg(image, quality / 100), "own JPEG");
      return image.channels() == 3
          ? decoded
          : Image.generate(image.width(), image.height(), 1, (c, y, x) -> decoded.at(0, y, x));
    } catch (UnreadableImageException e) {
      throw new IllegalStateException("a JPEG just written cannot be read", e);
    }
  }

  static Image blur(Image image, double sigma) {
    return byPlane(image, plane -> Convolution.blur(plane, sigma, Border.REPEAT));
  }

  static Image mosaic(Image image, int side) {
    return byPlane(image, plane -> mosaic(plane, side));
  }

  private static Plane mosaic(Plane plane, int side) {
    double[] out = new double[plane.values().length];
    for (int top = 0; top < plane.height(); top += side) {
      int h = Math.min(side, plane.height() - top);
      for (int left = 0; left < plane.width(); left += side) {
        int w = Math.min(side, plane.width() - left);
        double mean = plane.crop(left, top, w, h).mean();
        for (int y = top; y < top + h; y++) {
          Arrays.fill(out, y * plane.width() + left, y * plane.width() + left + w, mean);
        }
      }
    }
    return new Plane(plane.width(), plane.height(), out);
  }

  static Image contrast(Image image, double factor) {
    return byPlane(
        image,
        plane -> {
          double mean = plane.mean();
          return plane.map(v -> mean + factor * (v - mean));
        });
  }

  /** Both resizings are anchored at the upper left corner, so cutting the rest keeps alignment. */
  static Image resample(Image image, double factor) {
    return Bicubic.resize(Bicubic.resize(image, 1 / factor), factor)
        .crop(0, 0, image.width(), image.height());
  }

  static Image quantise(Image image, int levels) {
    return byPlane(image, plane -> plane.map(v -> Math.rint(v * (levels - 1)) / (levels - 1)));
  }

  private static Image byPlane(Image image, UnaryOperator<Plane> f) {
    Plane[] planes = new Plane[image.channels()];
    for (int c = 0; c < planes.length; c++) {
      planes[c] = f.apply(image.plane(c, 1));
    }
    return Image.ofPlanes(planes);
  }
}

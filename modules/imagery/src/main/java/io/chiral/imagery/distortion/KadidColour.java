package io.chiral.imagery.distortion;

import io.chiral.imagery.Image;
import io.chiral.imagery.Luma;
import io.chiral.imagery.Plane;
import io.chiral.imagery.filter.Border;
import io.chiral.imagery.filter.Convolution;
import io.chiral.imagery.random.CounterRandom;
import java.util.Arrays;
import org.hipparchus.analysis.UnivariateFunction;
import org.hipparchus.analysis.interpolation.SplineInterpolator;

/** KADID-10k's changes of colour, tone and noise. */
final class KadidColour {
  private KadidColour() {}

  static Image diffusion(Image image, double amount) {
    Lab lab = Lab.of(image);
    double sigma = 1.5 * amount + 2;
    int radius = (int) Math.ceil(2 * sigma);
    double[] taps = Convolution.gaussian(sigma, radius);
    return new Lab(lab.light(), spread(lab.a(), taps, amount), spread(lab.b(), taps, amount))
        .toImage();
  }

  private static Plane spread(Plane plane, double[] taps, double amount) {
    return Convolution.separable(plane, taps, Border.REPEAT).map(v -> v * amount);
  }

  /** The green channel moved, blended in where the blurred gradient of the luma is strong. */
  static Image shift(Image image, double amount, CounterRandom random) {
    double a = random.uniform(0) + 1e-9;
    double b = random.uniform(1);
    double norm = Math.hypot(a, b);
    int dy = (int) Math.rint(a / norm * amount);
    int dx = (int) Math.rint(b / norm * amount);
    Plane edges = edges(Luma.full(image));
    return Image.generate(
        image.width(),
        image.height(),
        3,
        (c, y, x) -> {
          if (c != 1) {
            return image.at(c, y, x);
          }
          double moved = image.at(1, Math.max(y - dy, 0), Math.max(x - dx, 0));
          double share = edges.at(y, x);
          return (float) (moved * share + image.at(1, y, x) * (1 - share));
        });
  }

  private static Plane edges(Plane luma) {
    double[] values = new double[luma.values().length];
    for (int y = 0; y < luma.height(); y++) {
      for (int x = 0; x < luma.width(); x++) {
        double gx = luma.at(y, Math.min(x + 1, luma.width() - 1)) - luma.at(y, Math.max(x - 1, 0));
        double gy = luma.at(Math.min(y + 1, luma.height() - 1), x) - luma.at(Math.max(y - 1, 0), x);
        values[y * luma.width() + x] = Math.hypot(gx, gy);
      }
    }
    Plane smooth =
        Convolution.separable(
            new Plane(luma.width(), luma.height(), values),
            Convolution.gaussian(4, 8),
            Border.REPEAT);
    double[] sorted = smooth.values().clone();
    Arrays.sort(sorted);
    double low = sorted[sorted.length / 100];
    double high = sorted[sorted.length - 1 - sorted.length / 100];
    return high <= low
        ? smooth.map(v -> 0)
        : smooth.map(v -> (Math.min(Math.max(v, low), high) - low) / (high - low));
  }

  /** In HSV; the value stays, a negative factor turns to the opposite hue. */
  static Image saturation(Image image, double factor) {
    return Image.generate(
        image.width(),
        image.height(),
        3,
        (c, y, x) -> {
          // v(1 − fs) + … is, for every hue, the sample moved towards the largest of the three.
          double value =
              Math.max(image.at(0, y, x), Math.max(image.at(1, y, x), image.at(2, y, x)));
          return (float) (value - factor * (value - image.at(c, y, x)));
        });
  }

  static Image labSaturation(Image image, double factor) {
    Lab lab = Lab.of(image);
    return new Lab(lab.light(), lab.a().map(v -> v * factor), lab.b().map(v -> v * factor))
        .toImage();
  }

  static Image ycbcrNoise(Image image, double deviation, CounterRandom random) {
    int area = image.width() * image.height();
    return Image.generate(
        image.width(),
        image.height(),
        3,
        (c, y, x) -> {
          long n = (long) y * image.width() + x;
          // Of BT.601 in studio range, as MATLAB's ycbcr2rgb.
          double luma = deviation * random.normal(n) * 255 / 219;
          double blue = deviation * random.normal(n + area) * 255 / 224;
          double red = deviation * random.normal(n + 2L * area) * 255 / 224;
          double noise =
              switch (c) {
                case 0 -> luma + 1.402 * red;
                case 1 -> luma - 0.344136 * blue - 0.714136 * red;
                default -> luma + 1.772 * blue;
              };
          return (float) (image.at(c, y, x) + noise);
        });
  }

  static Image impulses(Image image, double share, CounterRandom random) {
    return Image.generate(
        image.width(),
        image.height(),
        3,
        (c, y, x) -> {
          double u = random.uniform(((long) c * image.height() + y) * image.width() + x);
          return u < share / 2 ? 0f : u < share ? 1f : image.at(c, y, x);
        });
  }

  /** As {@code imnoise(…, 'speckle')}: the factor is uniform. */
  static Image speckle(Image image, double variance, CounterRandom random) {
    double half = Math.sqrt(3 * variance);
    return Image.generate(
        image.width(),
        image.height(),
        3,
        (c, y, x) -> {
          double u = random.uniform(((long) c * image.height() + y) * image.width() + x);
          return (float) (image.at(c, y, x) * (1 + half * (2 * u - 1)));
        });
  }

  static Image added(Image image, double amount) {
    return mapped(image, v -> v + amount);
  }

  /** Two thirds the tone curve of each channel, one third that of L*. */
  static Image brighten(Image image, double amount) {
    Lab lab = Lab.of(image);
    Plane light = lab.light().map(v -> 100 * tone(v / 100, 0.5 + amount / 2));
    Image inLab = new Lab(light, lab.a(), lab.b()).toImage();
    Image each = curve(image, 0.5 + amount / 2);
    return Image.generate(
        image.width(),
        image.height(),
        3,
        (c, y, x) -> (2 * each.at(c, y, x) + inLab.at(c, y, x)) / 3);
  }

  /** The parabola through (0, 0), (½, middle) and (1, 1). */
  static Image curve(Image image, double middle) {
    return mapped(image, v -> tone(v, middle));
  }

  private static double tone(double v, double middle) {
    double square = 2 - 4 * middle;
    return Math.min(Math.max(square * v * v + (1 - square) * v, 0), 1);
  }

  static Image contrast(Image image, double amount) {
    UnivariateFunction spline =
        new SplineInterpolator()
            .interpolate(
                new double[] {0, 0.3, 0.5, 0.7, 1},
                new double[] {0, 0.25 - amount / 4, 0.5, 0.75 + amount / 4, 1});
    return amount == 0 ? image : mapped(image, v -> spline.value(Math.min(Math.max(v, 0), 1)));
  }

  static Image sharpen(Image image, double amount) {
    Lab lab = Lab.of(image);
    Plane blurred = Convolution.separable(lab.light(), Convolution.gaussian(3, 6), Border.REPEAT);
    Plane sharp = lab.light().zip(blurred, (v, m) -> v + amount * (v - m));
    return new Lab(sharp.map(v -> Math.min(Math.max(v, 0), 100)), lab.a(), lab.b()).toImage();
  }

  private static Image mapped(Image image, UnivariateFunction f) {
    return Image.generate(
        image.width(), image.height(), 3, (c, y, x) -> (float) f.value(image.at(c, y, x)));
  }
}

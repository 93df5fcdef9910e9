package io.chiral.imagery.distortion;

import io.chiral.imagery.Image;
import io.chiral.imagery.Plane;
import io.chiral.imagery.filter.Border;
import io.chiral.imagery.filter.Convolution;
import io.chiral.imagery.filter.Kernel;
import io.chiral.imagery.random.CounterRandom;

/** KADID-10k's blurs and displacements. */
final class KadidSpatial {
  private static final int PATCH = 16;
  private static final int BLOCK = 32;

  /** Samples a pixel, across and downwards, of a kernel's shape. */
  private static final int FINE = 8;

  private static final int JITTERS = 5;

  private KadidSpatial() {}

  static Image gaussianBlur(Image image, double sigma) {
    double[] taps = Convolution.gaussian(sigma, (int) Math.ceil(2 * sigma));
    Plane[] planes = new Plane[3];
    for (int c = 0; c < 3; c++) {
      planes[c] = Convolution.separable(image.plane(c, 1), taps, Border.REPEAT);
    }
    return Image.ofPlanes(planes);
  }

  static Image lensBlur(Image image, double radius) {
    return filtered(
        image, shape((int) Math.ceil(radius), (y, x) -> y * y + x * x <= radius * radius));
  }

  static Image motionBlur(Image image, double length, CounterRandom random) {
    double angle = random.uniform(0) * Math.PI;
    double sin = Math.sin(angle);
    double cos = Math.cos(angle);
    return filtered(
        image,
        shape(
            (int) Math.ceil(length / 2 + 0.5),
            (y, x) ->
                Math.abs(x * cos - y * sin) <= length / 2 && Math.abs(x * sin + y * cos) <= 0.5));
  }

  /** Whether a point, in pixels from the middle, belongs to a kernel's shape. */
  @FunctionalInterface
  private interface Shape {
    boolean holds(double y, double x);
  }

  private static Kernel shape(int radius, Shape shape) {
    return Kernel.normalised(
        2 * radius + 1,
        (y, x) -> {
          int inside = 0;
          for (int i = 0; i < FINE * FINE; i++) {
            double dy = (Math.floorDiv(i, FINE) + 0.5) / FINE - 0.5;
            double dx = (i % FINE + 0.5) / FINE - 0.5;
            inside += shape.holds(y + dy, x + dx) ? 1 : 0;
          }
          return inside;
        });
  }

  private static Image filtered(Image image, Kernel kernel) {
    Plane[] planes = new Plane[3];
    for (int c = 0; c < 3; c++) {
      planes[c] = Convolution.full(image.plane(c, 1), kernel, Border.REPEAT);
    }
    return Image.ofPlanes(planes);
  }

  /** Each pixel taken from beside its place, bilinearly. */
  static Image jitter(Image image, double amount, CounterRandom random) {
    int area = image.width() * image.height();
    Image result = image;
    for (int pass = 0; pass < JITTERS; pass++) {
      Image from = result;
      long first = 2L * area * pass;
      result =
          Image.generate(
              image.width(),
              image.height(),
              3,
              (c, y, x) -> {
                long n = first + 2L * (y * image.width() + x);
                return bilinear(
                    from, c, y - amount * random.normal(n), x - amount * random.normal(n + 1));
              });
    }
    return result;
  }

  private static float bilinear(Image image, int c, double y, double x) {
    double top = Math.min(Math.max(y, 0), image.height() - 1);
    double left = Math.min(Math.max(x, 0), image.width() - 1);
    int y0 = (int) top;
    int x0 = (int) left;
    int y1 = Math.min(y0 + 1, image.height() - 1);
    int x1 = Math.min(x0 + 1, image.width() - 1);
    double v = top - y0;
    double u = left - x0;
    return (float)
        ((image.at(c, y0, x0) * (1 - u) + image.at(c, y0, x1) * u) * (1 - v)
            + (image.at(c, y1, x0) * (1 - u) + image.at(c, y1, x1) * u) * v);
  }

  /** Patches copied to places up to half their side away. An image too small has none moved. */
  static Image movedPatches(Image image, int count, CounterRandom random) {
    float[] samples = image.toArray();
    int w = image.width();
    int h = image.height();
    int freeX = w - 3 * PATCH;
    int freeY = h - 3 * PATCH;
    for (int i = 0; i < count && freeX > 0 && freeY > 0; i++) {
      int x = PATCH + random.index(4L * i, freeX + 1);
      int y = PATCH + random.index(4L * i + 1, freeY + 1);
      int toX = x + random.index(4L * i + 2, PATCH + 1) - PATCH / 2;
      int toY = y + random.index(4L * i + 3, PATCH + 1) - PATCH / 2;
      paste(samples, w, h, cut(samples, w, h, x, y), toX, toY);
    }
    return Image.of(w, h, 3, samples);
  }

  static Image colourBlocks(Image image, int count, CounterRandom random) {
    float[] samples = image.toArray();
    int w = image.width();
    int h = image.height();
    for (int i = 0; i < count && w > BLOCK && h > BLOCK; i++) {
      long n = 5L * i;
      Image block = Image.generate(BLOCK, BLOCK, 3, (c, y, x) -> (float) random.uniform(n + 2 + c));
      paste(samples, w, h, block, random.index(n, w - BLOCK), random.index(n + 1, h - BLOCK));
    }
    return Image.of(w, h, 3, samples);
  }

  private static Image cut(float[] samples, int w, int h, int left, int top) {
    return Image.generate(PATCH, PATCH, 3, (c, y, x) -> samples[(c * h + top + y) * w + left + x]);
  }

  private static void paste(float[] samples, int w, int h, Image patch, int left, int top) {
    for (int c = 0; c < 3; c++) {
      for (int y = 0; y < patch.height(); y++) {
        for (int x = 0; x < patch.width(); x++) {
          samples[(c * h + top + y) * w + left + x] = patch.at(c, y, x);
        }
      }
    }
  }

  static Image pixelation(Image image, double strength) {
    double size = 0.95 - Math.pow(strength, 0.6);
    int w = Math.max((int) (image.width() * size), 1);
    int h = Math.max((int) (image.height() * size), 1);
    return Image.generate(
        image.width(),
        image.height(),
        3,
        (c, y, x) -> image.at(c, back(y, image.height(), h), back(x, image.width(), w)));
  }

  /** Where the nearest sample of the small image was taken. */
  private static int back(int at, int length, int small) {
    int inSmall = Math.min((int) ((at + 0.5) * small / length), small - 1);
    return Math.min((int) ((inSmall + 0.5) * length / small), length - 1);
  }
}

package io.chiral.imagery.degradation;

import io.chiral.imagery.Image;
import io.chiral.imagery.Plane;
import java.util.Arrays;

/**
 * Resizing without antialiasing, with samples at pixel centres, as PyTorch's {@code interpolate}
 * and OpenCV's {@code resize} do it.
 */
enum Interpolation {
  /** Means of the pixels that a result covers (adaptive average pooling). */
  AREA {
    @Override
    Taps taps(int from, int to, int at) {
      int first = (int) ((long) at * from / to);
      int end = (int) (((long) (at + 1) * from + to - 1) / to);
      double[] weights = new double[end - first];
      Arrays.fill(weights, 1.0 / weights.length);
      return new Taps(first, weights);
    }
  },
  BILINEAR {
    @Override
    Taps taps(int from, int to, int at) {
      double place = Math.max((at + 0.5) * from / to - 0.5, 0);
      int first = (int) place;
      double t = place - first;
      return new Taps(first, new double[] {1 - t, t});
    }
  },
  /** Keys' kernel with a = −0.75. */
  BICUBIC {
    @Override
    Taps taps(int from, int to, int at) {
      double place = (at + 0.5) * from / to - 0.5;
      int first = (int) Math.floor(place);
      double t = place - first;
      return new Taps(first - 1, new double[] {far(1 + t), near(t), near(1 - t), far(2 - t)});
    }

    private double near(double d) {
      return (1.25 * d - 2.25) * d * d + 1;
    }

    private double far(double d) {
      return ((-0.75 * d + 3.75) * d - 6) * d + 3;
    }
  };

  /** What makes one result of an axis: inputs from {@code first} on, edge samples repeated. */
  record Taps(int first, double[] weights) {}

  abstract Taps taps(int from, int to, int at);

  /** The image with {@code width}×{@code height} pixels, neither clamped nor rounded. */
  Image resize(Image image, int width, int height) {
    Plane[] planes = new Plane[image.channels()];
    for (int c = 0; c < planes.length; c++) {
      planes[c] = columns(rows(image.plane(c, 1), width), height);
    }
    return Image.ofPlanes(planes);
  }

  private Plane rows(Plane plane, int width) {
    double[] out = new double[width * plane.height()];
    for (int i = 0; i < width; i++) {
      Taps taps = taps(plane.width(), width, i);
      for (int k = 0; k < taps.weights().length; k++) {
        int x = Math.min(Math.max(taps.first() + k, 0), plane.width() - 1);
        for (int y = 0; y < plane.height(); y++) {
          out[y * width + i] += taps.weights()[k] * plane.values()[y * plane.width() + x];
        }
      }
    }
    return new Plane(width, plane.height(), out);
  }

  private Plane columns(Plane plane, int height) {
    int width = plane.width();
    double[] out = new double[width * height];
    for (int i = 0; i < height; i++) {
      Taps taps = taps(plane.height(), height, i);
      for (int k = 0; k < taps.weights().length; k++) {
        int y = Math.min(Math.max(taps.first() + k, 0), plane.height() - 1);
        for (int x = 0; x < width; x++) {
          out[i * width + x] += taps.weights()[k] * plane.values()[y * width + x];
        }
      }
    }
    return new Plane(width, height, out);
  }
}

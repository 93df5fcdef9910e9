package io.chiral.imagery.distortion;

import io.chiral.imagery.Image;
import io.chiral.imagery.Plane;

/**
 * CIE L*a*b* of sRGB under D65.
 *
 * @param light L*, 0 to 100
 * @param a green to red
 * @param b blue to yellow
 */
record Lab(Plane light, Plane a, Plane b) {
  /** Of linear sRGB to XYZ, IEC 61966-2-1, rows divided by D65's white. */
  private static final double[][] TO_XYZ = {
    {0.4124564 / 0.95047, 0.3575761 / 0.95047, 0.1804375 / 0.95047},
    {0.2126729, 0.7151522, 0.0721750},
    {0.0193339 / 1.08883, 0.1191920 / 1.08883, 0.9503041 / 1.08883}
  };

  private static final double[][] TO_RGB = {
    {3.2404542 * 0.95047, -1.5371385, -0.4985314 * 1.08883},
    {-0.9692660 * 0.95047, 1.8760108, 0.0415560 * 1.08883},
    {0.0556434 * 0.95047, -0.2040259, 1.0572252 * 1.08883}
  };

  private static final double KNEE = 6.0 / 29;

  static Lab of(Image image) {
    int area = image.width() * image.height();
    double[] light = new double[area];
    double[] a = new double[area];
    double[] b = new double[area];
    for (int i = 0; i < area; i++) {
      int y = i / image.width();
      int x = i % image.width();
      double[] f = new double[3];
      for (int k = 0; k < 3; k++) {
        double sum = 0;
        for (int c = 0; c < 3; c++) {
          sum += TO_XYZ[k][c] * linear(image.at(c, y, x));
        }
        f[k] = sum > KNEE * KNEE * KNEE ? Math.cbrt(sum) : sum / (3 * KNEE * KNEE) + 4.0 / 29;
      }
      light[i] = 116 * f[1] - 16;
      a[i] = 500 * (f[0] - f[1]);
      b[i] = 200 * (f[1] - f[2]);
    }
    return new Lab(plane(image, light), plane(image, a), plane(image, b));
  }

  private static Plane plane(Image image, double[] values) {
    return new Plane(image.width(), image.height(), values);
  }

  /** In sRGB, clamped to [0, 1]. */
  Image toImage() {
    int w = light.width();
    float[] samples = new float[3 * light.values().length];
    for (int i = 0; i < light.values().length; i++) {
      double fy = (light.values()[i] + 16) / 116;
      double[] xyz = {
        inverse(fy + a.values()[i] / 500), inverse(fy), inverse(fy - b.values()[i] / 200)
      };
      for (int c = 0; c < 3; c++) {
        double sum = 0;
        for (int k = 0; k < 3; k++) {
          sum += TO_RGB[c][k] * xyz[k];
        }
        samples[c * light.values().length + i] = (float) gamma(Math.min(Math.max(sum, 0), 1));
      }
    }
    return Image.of(w, light.height(), 3, samples);
  }

  private static double inverse(double f) {
    return f > KNEE ? f * f * f : 3 * KNEE * KNEE * (f - 4.0 / 29);
  }

  private static double linear(double v) {
    return v <= 0.04045 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4);
  }

  private static double gamma(double v) {
    return v <= 0.0031308 ? 12.92 * v : 1.055 * Math.pow(v, 1 / 2.4) - 0.055;
  }
}

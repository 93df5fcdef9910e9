package io.chiral.imagery.metric;

/**
 * Log-Gabor filters of H×W images in the frequency domain: 4 scales of wavelengths 6, 12, 24 and 48
 * pixels, 4 orientations of 0, 45, 90 and 135 degrees. The filter of a scale and an orientation is
 * {@code radial[scale] · angular[orientation]}, element by element; element {@code y·W + x} belongs
 * to the frequency where a transform has it, the mean first.
 *
 * @param radial 4 of H·W
 * @param angular 4 of H·W
 */
record LogGabor(int width, int height, double[][] radial, double[][] angular) {
  static final int SCALES = 4;
  static final int ORIENTATIONS = 4;

  private static final double SHORTEST_WAVELENGTH = 6;
  private static final double SIGMA_ON_F = 0.55;
  private static final double ANGULAR_SIGMA = Math.PI / ORIENTATIONS / 1.2;

  /** A Butterworth low pass of order 15 keeps the corners of the spectrum out. */
  private static final double CUTOFF = 0.45;

  private static final int BUTTERWORTH = 2 * 15;

  static LogGabor of(int width, int height) {
    double[][] radial = new double[SCALES][width * height];
    double[][] angular = new double[ORIENTATIONS][width * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double u = frequency(x, width);
        double v = frequency(y, height);
        int at = y * width + x;
        for (int s = 0; s < SCALES; s++) {
          radial[s][at] = radial(Math.hypot(u, v), s);
        }
        for (int o = 0; o < ORIENTATIONS; o++) {
          angular[o][at] = angular(Math.atan2(-v, u), o * Math.PI / ORIENTATIONS);
        }
      }
    }
    return new LogGabor(width, height, radial, angular);
  }

  /** In cycles a pixel; an odd length is divided by one less, as the published code has it. */
  private static double frequency(int index, int length) {
    int signed = index < (length + 1) / 2 ? index : index - length;
    return (double) signed / (length - length % 2);
  }

  private static double radial(double frequency, int scale) {
    if (frequency == 0) {
      return 0;
    }
    double distance = Math.log(frequency * SHORTEST_WAVELENGTH * (1 << scale));
    double spread = Math.log(SIGMA_ON_F);
    double lowPass = 1 / (1 + Math.pow(frequency / CUTOFF, BUTTERWORTH));
    return Math.exp(-distance * distance / (2 * spread * spread)) * lowPass;
  }

  private static double angular(double angle, double orientation) {
    double difference = Math.abs(Math.IEEEremainder(angle - orientation, 2 * Math.PI));
    return Math.exp(-difference * difference / (2 * ANGULAR_SIGMA * ANGULAR_SIGMA));
  }

  /** The sum of squares of a filter. */
  double power(int scale, int orientation) {
    double sum = 0;
    for (int i = 0; i < width * height; i++) {
      double value = radial[scale][i] * angular[orientation][i];
      sum += value * value;
    }
    return sum;
  }

  /**
   * H·W times the energy of the sum of an orientation's even filters in the image domain, which by
   * Parseval is that of their spectra's symmetric part.
   */
  double evenPower(int orientation) {
    double sum = 0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int opposite = Math.floorMod(-y, height) * width + Math.floorMod(-x, width);
        double even = (all(orientation, y * width + x) + all(orientation, opposite)) / 2;
        sum += even * even;
      }
    }
    return sum;
  }

  private double all(int orientation, int at) {
    double sum = 0;
    for (double[] scale : radial) {
      sum += scale[at];
    }
    return sum * angular[orientation][at];
  }
}

package io.chiral.imagery.degradation;

import io.chiral.imagery.filter.Kernel;
import org.hipparchus.special.BesselJ;

/** Blur kernels of the published pipelines (BasicSR {@code data/degradations.py}, 08697bf). */
final class BlurKernels {
  private BlurKernels() {}

  /** An ellipse: standard deviations along and across an axis turned by θ. */
  record Ellipse(double along, double across, double theta) {

    static Ellipse circle(double sigma) {
      return new Ellipse(sigma, sigma, 0);
    }

    /** The squared distance from the middle in units of the deviations. */
    double distance(double y, double x) {
      double u = (x * Math.cos(theta) + y * Math.sin(theta)) / along;
      double v = (y * Math.cos(theta) - x * Math.sin(theta)) / across;
      return u * u + v * v;
    }
  }

  static Kernel gaussian(int side, Ellipse shape) {
    return generalised(side, shape, 1);
  }

  /** exp(−½ d^β); β = 1 is the Gaussian. */
  static Kernel generalised(int side, Ellipse shape, double beta) {
    return Kernel.normalised(side, (y, x) -> Math.exp(-0.5 * Math.pow(shape.distance(y, x), beta)));
  }

  /** 1 / (1 + d^β). */
  static Kernel plateau(int side, Ellipse shape, double beta) {
    return Kernel.normalised(side, (y, x) -> 1 / (1 + Math.pow(shape.distance(y, x), beta)));
  }

  /** The circular low-pass filter of a cut-off frequency in radians a pixel, up to π. */
  static Kernel sinc(int side, double cutoff) {
    return Kernel.normalised(
        side,
        (y, x) -> {
          double r = Math.hypot(y, x);
          return r == 0
              ? cutoff * cutoff / (4 * Math.PI)
              : cutoff * BesselJ.value(1, cutoff * r) / (2 * Math.PI * r);
        });
  }
}

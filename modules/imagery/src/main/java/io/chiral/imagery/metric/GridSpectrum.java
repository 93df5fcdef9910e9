package io.chiral.imagery.metric;

import io.chiral.imagery.Plane;
import java.util.Arrays;
import java.util.List;
import org.jtransforms.fft.DoubleFFT_2D;

/** The power spectrum of {@link Checkerboard}, in dB: W × W bins, row major. */
final class GridSpectrum {

  /** Bins from one multiple of 1/p to the next: twice the main lobe of a Hann window and room. */
  private static final int SPACING = 8;

  /** Bins from a peak to the ring that it is compared with. */
  private static final int RING = 3;

  private final int side;
  private final double[] decibels;

  private GridSpectrum(int side, double[] decibels) {
    this.side = side;
    this.decibels = decibels;
  }

  /** W, the side of a window. */
  static int side(int period) {
    return SPACING * period;
  }

  /**
   * The mean spectrum of all windows of the planes.
   *
   * @throws IllegalArgumentException if a plane holds no window, or there is no plane
   */
  static GridSpectrum of(List<Plane> planes, int period) {
    int side = side(period);
    double[] window = hann(side);
    double[] power = new double[side * side];
    DoubleFFT_2D transform = new DoubleFFT_2D(side, side);
    int windows = 0;
    for (Plane plane : planes) {
      for (int y = 0; y + side <= plane.height(); y += side / 2) {
        for (int x = 0; x + side <= plane.width(); x += side / 2) {
          add(power, plane.crop(x, y, side, side), window, transform);
          windows++;
        }
      }
    }
    if (windows == 0 || planes.stream().anyMatch(p -> Math.min(p.width(), p.height()) < side)) {
      throw new IllegalArgumentException(
          "a checkerboard of period %d needs images of at least %d×%d pixels inside the border"
              .formatted(period, side, side));
    }
    double squares = Arrays.stream(window).map(w -> w * w).sum();
    double rounding = squares * squares / 12;
    int count = windows;
    return new GridSpectrum(
        side, Arrays.stream(power).map(p -> 10 * Math.log10(p / count + rounding)).toArray());
  }

  private static void add(double[] power, Plane part, double[] window, DoubleFFT_2D transform) {
    int side = part.width();
    double[] spectrum = new double[2 * power.length];
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        spectrum[2 * (y * side + x)] = window[y] * window[x] * part.at(y, x);
      }
    }
    transform.complexForward(spectrum);
    for (int i = 0; i < power.length; i++) {
      power[i] += spectrum[2 * i] * spectrum[2 * i] + spectrum[2 * i + 1] * spectrum[2 * i + 1];
    }
  }

  private static double[] hann(int side) {
    double[] window = new double[side];
    for (int i = 0; i < side; i++) {
      window[i] = 0.5 - 0.5 * Math.cos(2 * Math.PI * i / side);
    }
    return window;
  }

  /**
   * How far the bin at (u/p, v/p) cycles a pixel stands out of those around, in dB.
   *
   * @param u vertically, from 0 to p − 1
   * @param v horizontally
   */
  double prominence(int u, int v) {
    double ring = 0;
    int count = 0;
    for (int dy = -RING; dy <= RING; dy++) {
      for (int dx = -RING; dx <= RING; dx++) {
        if (Math.max(Math.abs(dy), Math.abs(dx)) == RING) {
          ring += at(u * SPACING + dy, v * SPACING + dx);
          count++;
        }
      }
    }
    return at(u * SPACING, v * SPACING) - ring / count;
  }

  private double at(int y, int x) {
    return decibels[Math.floorMod(y, side) * side + Math.floorMod(x, side)];
  }
}

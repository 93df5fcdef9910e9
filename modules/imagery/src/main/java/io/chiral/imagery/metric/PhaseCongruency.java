package io.chiral.imagery.metric;

import io.chiral.imagery.Plane;
import java.util.Arrays;
import org.jtransforms.fft.DoubleFFT_2D;

/**
 * Where the Fourier components of a picture are in phase, in [0, 1]: edges and lines, whatever
 * their contrast. Kovesi's measure with noise compensation as FSIM uses it ({@code phasecong2.m}: k
 * = 2, the threshold over 1.7).
 */
final class PhaseCongruency {
  private static final double EPSILON = 1e-4;

  /** Mean and k deviations of a Rayleigh distribution, in its parameter. */
  private static final double THRESHOLD =
      (Math.sqrt(Math.PI / 2) + 2 * Math.sqrt(2 - Math.PI / 2)) / 1.7;

  private final LogGabor filters;
  private final DoubleFFT_2D transform;
  private final double[] spectrum;
  private final double[] energy;
  private final double[] amplitude;

  private PhaseCongruency(Plane grey, LogGabor filters) {
    this.filters = filters;
    this.transform = new DoubleFFT_2D(grey.height(), grey.width());
    this.energy = new double[grey.values().length];
    this.amplitude = new double[grey.values().length];
    this.spectrum = new double[2 * energy.length];
    for (int i = 0; i < energy.length; i++) {
      spectrum[2 * i] = grey.values()[i];
    }
    transform.complexForward(spectrum);
  }

  /**
   * The map of a grey picture; 0 where it has no structure at all.
   *
   * @param filters of its size
   */
  static Plane of(Plane grey, LogGabor filters) {
    PhaseCongruency measure = new PhaseCongruency(grey, filters);
    for (int o = 0; o < LogGabor.ORIENTATIONS; o++) {
      measure.add(o);
    }
    double[] map = new double[measure.energy.length];
    for (int i = 0; i < map.length; i++) {
      map[i] = measure.amplitude[i] == 0 ? 0 : measure.energy[i] / measure.amplitude[i];
    }
    return new Plane(grey.width(), grey.height(), map);
  }

  private void add(int orientation) {
    double[][] responses = new double[LogGabor.SCALES][];
    for (int s = 0; s < responses.length; s++) {
      responses[s] = response(s, orientation);
    }
    double threshold = threshold(responses[0], orientation);
    for (int i = 0; i < energy.length; i++) {
      energy[i] += Math.max(energy(responses, i) - threshold, 0);
      for (double[] response : responses) {
        amplitude[i] += Math.hypot(response[2 * i], response[2 * i + 1]);
      }
    }
  }

  /** Even parts at even, odd parts at odd indices. */
  private double[] response(int scale, int orientation) {
    double[] response = new double[spectrum.length];
    for (int i = 0; i < energy.length; i++) {
      double filter = filters.radial()[scale][i] * filters.angular()[orientation][i];
      response[2 * i] = spectrum[2 * i] * filter;
      response[2 * i + 1] = spectrum[2 * i + 1] * filter;
    }
    transform.complexInverse(response, true);
    return response;
  }

  /** Along the mean phase less across it, over all scales. */
  private static double energy(double[][] responses, int i) {
    double even = 0;
    double odd = 0;
    for (double[] response : responses) {
      even += response[2 * i];
      odd += response[2 * i + 1];
    }
    double length = Math.sqrt(even * even + odd * odd) + EPSILON;
    double cosine = even / length;
    double sine = odd / length;
    double sum = 0;
    for (double[] response : responses) {
      double e = response[2 * i];
      double o = response[2 * i + 1];
      sum += e * cosine + o * sine - Math.abs(e * sine - o * cosine);
    }
    return sum;
  }

  /** What noise alone would give, judged by the median response of the smallest scale. */
  private double threshold(double[] finest, int orientation) {
    double[] squares = new double[energy.length];
    for (int i = 0; i < squares.length; i++) {
      squares[i] = finest[2 * i] * finest[2 * i] + finest[2 * i + 1] * finest[2 * i + 1];
    }
    double noise = median(squares) / Math.log(2) / filters.power(0, orientation);
    return Math.sqrt(noise * filters.evenPower(orientation)) * THRESHOLD;
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    int half = values.length / 2;
    return values.length % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
  }
}

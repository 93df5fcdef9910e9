package io.chiral.asymmetry.replicate;

import io.chiral.messages.report.Figure;
import java.util.Arrays;
import org.hipparchus.distribution.continuous.TDistribution;
import org.hipparchus.util.FastMath;

/**
 * 95% intervals of continuous figures from replicates, widened by Student's t for few units.
 *
 * <p>Replicates are taken about their own mean: drawing contents twice brings more pairs of items
 * within one content, which are easier to order, so that replicates of a correlation lie above the
 * figure (by 0.05 with 8 contents in a test part) and plain percentiles would leave it out.
 */
public final class Intervals {

  /** Below it no verdict is given. */
  public static final int MIN_UNITS = 6;

  private static final double TAIL = 0.025;
  private static final double NORMAL = 1.959963984540054;

  private Intervals() {}

  /**
   * A figure with its percentile interval.
   *
   * @param value the figure from the full data; NaN: none
   * @param replicates the figure in each replicate; NaN where a replicate has none; empty: no
   *     interval
   * @param units independent units resampled
   * @param n what the figure says it is computed from
   */
  public static Figure figure(double value, double[] replicates, int units, int n) {
    if (Double.isNaN(value)) {
      return Figure.absent(n, "undefined: nothing varies");
    }
    double[] sorted = finite(replicates);
    if (units < 2 || sorted.length == 0) {
      String reason = units < 2 ? "no interval: fewer than 2 units" : "no interval: no replicates";
      return new Figure(value, null, null, n, reason);
    }
    Arrays.sort(sorted);
    double widening = student(units) / NORMAL;
    double mean = sum(sorted) / sorted.length;
    double low = value + widening * Math.min(0, quantile(sorted, TAIL) - mean);
    double high = value + widening * Math.max(0, quantile(sorted, 1 - TAIL) - mean);
    return new Figure(value, low, high, n, null);
  }

  /**
   * A correlation ρ with its interval artanh ρ ± t·SE/(1 − ρ²), carried back by tanh: on Fisher's
   * scale errors hardly depend on ρ, while near 1 a correlation that came out high also has a small
   * SE. Percentiles lay above the truth in 5 to 7% of simulated studies, with heavy tails in 10%,
   * and below it in less than 1%. At ±1, where that scale ends, it is the percentile interval.
   *
   * @param value as in {@link #figure}
   * @param replicates as there
   * @param units as there
   * @param n as there
   */
  public static Figure correlation(double value, double[] replicates, int units, int n) {
    Figure figure = figure(value, replicates, units, n);
    double slope = 1 - value * value;
    double reach = student(units) * standardError(replicates) / slope;
    if (figure.low() == null || slope <= 0 || !Double.isFinite(reach)) {
      return within(figure, -1, 1);
    }
    double z = FastMath.atanh(value);
    return new Figure(value, Math.tanh(z - reach), Math.tanh(z + reach), n, null);
  }

  /** The figure with its interval cut to where there are values: no error is below 0. */
  public static Figure within(Figure figure, double least, double most) {
    Double low = figure.low();
    Double high = figure.high();
    return low == null || high == null
        ? figure
        : new Figure(
            figure.value(),
            Math.max(least, low),
            Math.min(most, high),
            figure.n(),
            figure.reason());
  }

  /** t₀.₉₇₅ with units − 1 degrees of freedom; infinite below 2 units. */
  public static double student(int units) {
    return units < 2
        ? Double.POSITIVE_INFINITY
        : new TDistribution(units - 1).inverseCumulativeProbability(1 - TAIL);
  }

  /** How much wider than a normal interval one of so many units is. */
  public static double widening(int units) {
    return student(units) / NORMAL;
  }

  /** Mean of the replicates; NaN without any. */
  public static double mean(double[] replicates) {
    double[] values = finite(replicates);
    return sum(values) / values.length;
  }

  /** Standard deviation of the replicates; NaN below two. */
  public static double standardError(double[] replicates) {
    double[] values = finite(replicates);
    if (values.length < 2) {
      return Double.NaN;
    }
    double mean = sum(values) / values.length;
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    return Math.sqrt(squares / (values.length - 1));
  }

  /**
   * The quantile by linear interpolation.
   *
   * @param sorted ascending, not empty
   * @param share 0 to 1
   */
  public static double quantile(double[] sorted, double share) {
    double at = share * (sorted.length - 1);
    int below = (int) at;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }

  private static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }

  private static double[] finite(double[] values) {
    double[] finite = new double[values.length];
    int count = 0;
    for (double value : values) {
      if (Double.isFinite(value)) {
        finite[count++] = value;
      }
    }
    return Arrays.copyOf(finite, count);
  }
}

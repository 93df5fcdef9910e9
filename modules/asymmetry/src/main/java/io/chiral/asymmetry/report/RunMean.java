package io.chiral.asymmetry.report;

import io.chiral.asymmetry.replicate.Intervals;
import io.chiral.messages.report.Figure;
import java.util.Arrays;

/** The mean of one value a run, with Student's interval where there are two runs or more. */
final class RunMean {

  private RunMean() {}

  /**
   * @param values finite
   * @param empty the reason when there is none
   */
  static Figure of(double[] values, String empty) {
    int n = values.length;
    if (n == 0) {
      return Figure.absent(0, empty);
    }
    double mean = Arrays.stream(values).average().orElseThrow();
    if (n == 1) {
      return new Figure(mean, null, null, 1, "no interval: one run");
    }
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    double reach = Intervals.student(n) * Math.sqrt(squares / (n - 1) / n);
    return new Figure(mean, mean - reach, mean + reach, n, null);
  }
}

package io.chiral.asymmetry.replicate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.chiral.asymmetry.correlation.PairedSample;
import io.chiral.messages.report.Figure;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReplicatesTest {

  private static final Replicates REPLICATES = new Replicates("study", 1000);

  @Test
  void drawsOneUnitFewerThanThereAre() {
    for (double[] drawn : REPLICATES.weights("images", 8)) {
      assertThat(Arrays.stream(drawn).sum()).isEqualTo(7);
    }
  }

  @Test
  void dependOnStudyStratumAndNumberOnly() {
    double[][] weights = REPLICATES.weights("images", 8);
    assertThat(REPLICATES.weights("images", 8)).isDeepEqualTo(weights);
    double[][] fewer = new Replicates("study", 10).weights("images", 8);
    assertThat(fewer).isDeepEqualTo(Arrays.copyOf(weights, 10));
    assertThat(REPLICATES.weights("contents", 8)[0]).isNotEqualTo(weights[0]);
    assertThat(new Replicates("other", 1).weights("images", 8)[0]).isNotEqualTo(weights[0]);
  }

  @Test
  void giveAMeanItsStandardError() {
    double[] x = {1, 5, 2, 8, 3, 9, 4, 7};
    double mean = Arrays.stream(x).average().orElseThrow();
    double variance = Arrays.stream(x).map(v -> (v - mean) * (v - mean)).sum() / (x.length - 1);
    double[] means = new double[1000];
    double[][] weights = REPLICATES.weights("images", x.length);
    for (int r = 0; r < means.length; r++) {
      for (int i = 0; i < x.length; i++) {
        means[r] += weights[r][i] * x[i] / (x.length - 1);
      }
    }
    double expected = Math.sqrt(variance / x.length);
    // A standard deviation of 1000 draws has a relative error of 2.2%; three of them.
    assertThat(Intervals.standardError(means)).isCloseTo(expected, within(0.067 * expected));
    Figure figure = Intervals.figure(mean, means, x.length, x.length);
    double reach = Intervals.student(x.length) * expected;
    // Percentiles of means of 8 are not quite normal.
    assertThat(figure.high()).isCloseTo(mean + reach, within(0.15 * reach));
    assertThat(figure.low()).isCloseTo(mean - reach, within(0.15 * reach));
  }

  @Test
  void areStandardNormalWhereRunsDisturb() {
    double[] normals = REPLICATES.normals("run");
    // Three standard errors of 1000 draws.
    assertThat(Intervals.mean(normals)).isCloseTo(0, within(0.095));
    assertThat(Intervals.standardError(normals)).isCloseTo(1, within(0.067));
  }

  @Test
  void giveNoIntervalToOneUnit() {
    Figure figure = Intervals.figure(2, new double[] {2, 2}, 1, 1);
    assertThat(figure.value()).isEqualTo(2);
    assertThat(figure.low()).isNull();
    assertThat(figure.reason()).contains("fewer than 2 units");
    assertThat(Intervals.figure(Double.NaN, new double[0], 9, 9).value()).isNull();
  }

  @Test
  void giveACorrelationOfNormalPairsFishersInterval() {
    int n = 400;
    double[] x = new double[n];
    double[] y = new double[n];
    Random random = new Random(7);
    for (int i = 0; i < n; i++) {
      x[i] = random.nextGaussian();
      y[i] = 0.8 * x[i] + 0.6 * random.nextGaussian();
    }
    PairedSample pairs = new PairedSample(x, y);
    double r = pairs.plcc();
    double[] drawn =
        Arrays.stream(REPLICATES.weights("pairs", n)).mapToDouble(pairs::plcc).toArray();
    Figure figure = Intervals.correlation(r, drawn, n, n);
    double z = 0.5 * Math.log((1 + r) / (1 - r));
    double reach = Intervals.student(n) / Math.sqrt(n - 3);
    // The SE is that of these very 400 pairs: three of its relative errors, 1/√(2n).
    assertThat(figure.low())
        .isCloseTo(Math.tanh(z - reach), within(0.11 * (r - Math.tanh(z - reach))));
    assertThat(figure.high())
        .isCloseTo(Math.tanh(z + reach), within(0.11 * (Math.tanh(z + reach) - r)));
  }

  @Test
  void keepACorrelationsIntervalBetweenTheEnds() {
    Figure wide = Intervals.correlation(0.99, new double[] {0.9, 0.99, 1.1}, 8, 8);
    assertThat(wide.low()).isBetween(-1.0, 0.99);
    assertThat(wide.high()).isBetween(0.99, 1.0);
    Figure end = Intervals.correlation(1, new double[] {1, 0.8, 1}, 8, 8);
    assertThat(end.low()).isBetween(0.6, 0.9);
    assertThat(end.high()).isEqualTo(1);
    Figure exact = Intervals.correlation(-1, new double[] {-1, -1}, 8, 8);
    assertThat(exact.low()).isEqualTo(-1);
    assertThat(exact.high()).isEqualTo(-1);
    assertThat(Intervals.correlation(Double.NaN, new double[0], 8, 8).value()).isNull();
    assertThat(Intervals.correlation(0.5, new double[0], 8, 8).low()).isNull();
  }
}

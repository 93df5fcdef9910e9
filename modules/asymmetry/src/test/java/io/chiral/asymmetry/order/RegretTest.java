package io.chiral.asymmetry.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.chiral.messages.report.Figure;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What it costs to choose the best assessor as the loss. */
class RegretTest {
  private static final int REPLICATES = 400;
  private static final int UNITS = 20;

  /** Values with independent replicates of that standard error. */
  private static Life life(long seed, double error, int units, double... values) {
    Random random = new Random(seed);
    double[][] replicates = new double[values.length][REPLICATES];
    for (int f = 0; f < values.length; f++) {
      double value = values[f];
      Arrays.setAll(replicates[f], r -> value + error * random.nextGaussian());
    }
    return Life.of(values, replicates, units);
  }

  @Test
  void isWhatTheBestAssessorLosesAsAnObjective() {
    Figure regret =
        Regret.of(life(1, 0.01, UNITS, 0.9, 0.5, 0.1), life(2, 0.01, UNITS, 0.2, 1.2, -0.4));

    assertThat(regret.value()).isCloseTo(1, within(1e-12));
    assertThat(regret.low()).isCloseTo(1, within(0.1)).isLessThan(1);
    assertThat(regret.high()).isCloseTo(1, within(0.1)).isGreaterThan(1);
  }

  @Test
  void isNoneWhereTheLivesAgree() {
    Figure regret = Regret.of(life(1, 0.01, UNITS, 0.9, 0.5, 0.1), life(2, 0.01, UNITS, 1, 0.5, 0));

    assertThat(regret).extracting(Figure::value, Figure::low).containsExactly(0.0, 0.0);
    assertThat(regret.high()).isLessThan(0.1);
  }

  /** Its value is never below 0, so it is above the truth whenever metrics are tied. */
  @Test
  void mayBeNoneWhereMetricsAreTied() {
    for (long seed = 1; seed <= 20; seed++) {
      Random random = new Random(seed);
      double[] noisy = random.doubles(4, -0.1, 0.1).toArray();
      Figure regret =
          Regret.of(life(seed, 0.1, UNITS, 0.4, 0.3, 0.2, 0.1), life(seed + 99, 0.1, UNITS, noisy));

      assertThat(regret.value()).isNotNegative();
      assertThat(regret.low()).isZero();
      assertThat(regret.high()).isGreaterThanOrEqualTo(regret.value());
    }
  }

  /** Either may be the best by A: the bounds hold for both. */
  @Test
  void holdsForEveryMetricThatMayBeTheBestAssessor() {
    Figure sure = Regret.of(life(1, 0.001, UNITS, 0.5, 0.49), life(2, 0.01, UNITS, 1, 0));
    Figure unsure = Regret.of(life(1, 0.2, UNITS, 0.5, 0.49), life(2, 0.01, UNITS, 1, 0));

    assertThat(sure.high()).isLessThan(0.1);
    assertThat(unsure.value()).isZero();
    assertThat(unsure.high()).isGreaterThan(1);
  }

  @Test
  void hasNoValueWhereTheChosenMetricHasNoO() {
    Figure regret =
        Regret.of(life(1, 0.01, UNITS, 0.9, 0.5), life(2, 0.01, UNITS, Double.NaN, 1.2));

    assertThat(regret.value()).isNull();
    assertThat(regret.reason()).contains("the chosen metric has no O");
  }

  @Test
  void leavesOutAnotherMetricThatHasNoO() {
    Figure regret =
        Regret.of(life(1, 0.01, UNITS, 0.9, 0.5, 0.1), life(2, 0.01, UNITS, 0.2, Double.NaN, 0.7));

    assertThat(regret.value()).isCloseTo(0.5, within(1e-12));
    assertThat(regret.high()).isLessThan(0.7);
  }

  @Test
  void hasNoIntervalOfOneUnit() {
    Figure regret = Regret.of(life(1, 0.01, UNITS, 0.9, 0.5), life(2, 0.01, 1, 0.2, 1.2));

    assertThat(regret.value()).isCloseTo(1, within(1e-12));
    assertThat(regret.low()).isNull();
    assertThat(regret.reason()).contains("fewer than 2 units");
  }
}

package io.chiral.asymmetry.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.chiral.messages.report.AsymmetryFigure;
import io.chiral.messages.report.Figure;
import io.chiral.messages.report.RankCorrelation;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TwoLivesTest {

  private static final List<String> IDS = List.of("a", "b", "c", "d");
  private static final double[] RISING = {1, 2, 3, 4};
  private static final double[] FALLING = {4, 3, 2, 1};

  @Test
  void countsPairsThatAreOrderedDifferently() {
    TwoLives lives = lives(life(RISING, 0.01), life(new double[] {1, 2, 4, 3}, 0.01));
    AsymmetryFigure asymmetry = lives.asymmetry();
    assertThat(asymmetry.value()).isEqualTo(1 / 6.0);
    assertThat(asymmetry.low()).isEqualTo(1 / 6.0);
    assertThat(asymmetry.high()).isEqualTo(1 / 6.0);
    assertThat(lives.reversals()).containsExactly(List.of("c", "d"));
    assertThat(lives.kendall().value()).isCloseTo(4 / 6.0, within(1e-15));
    assertThat(lives.displacement(2).value()).isEqualTo(1);
  }

  @Test
  void leavesUncertainPairsOpen() {
    TwoLives lives = lives(life(RISING, 0.01), life(FALLING, 100));
    assertThat(lives.asymmetry().value()).isEqualTo(1);
    assertThat(lives.asymmetry().low()).isZero();
    assertThat(lives.asymmetry().high()).isEqualTo(1);
    assertThat(lives.reversals()).isEmpty();
    assertThat(lives.spearman().low()).isEqualTo(-1);
    assertThat(lives.spearman().high()).isEqualTo(1);
    assertThat(lives.kendall().high()).isEqualTo(1);
    assertThat(lives.objectiveStanding().low()).containsOnly(1);
    assertThat(lives.objectiveStanding().high()).containsOnly(4);
  }

  @Test
  void countsTiesHalf() {
    TwoLives lives = lives(life(RISING, 0.01), life(new double[] {1, 1, 1, 1}, 0.01));
    assertThat(lives.asymmetry().value()).isEqualTo(0.5);
    assertThat(lives.spearman().value()).isNull();
    assertThat(lives.spearman().reason()).contains("tie");
  }

  @Test
  void boundsAmplificationByTheUncertainSigns() {
    TwoLives certain = lives(life(RISING, 0.01), life(FALLING, 0.01));
    Figure reversed = certain.amplification(life(RISING, 0.01));
    assertThat(reversed.value()).isEqualTo(1);
    assertThat(reversed.low()).isEqualTo(1);
    assertThat(reversed.high()).isEqualTo(1);
    Figure open = certain.amplification(life(RISING, 100));
    assertThat(open.value()).isEqualTo(1);
    assertThat(open.low()).isZero();
    assertThat(open.high()).isEqualTo(1);
    // Where O is certain and equal in both settings, A does not matter.
    Figure same = lives(life(RISING, 100), life(FALLING, 0.01)).amplification(life(FALLING, 0.01));
    assertThat(same.low()).isZero();
    assertThat(same.high()).isZero();
  }

  @Test
  void knowsTheSmallestPThatFewMetricsReach() {
    assertThat(Permutations.of(new double[] {1, 2, 3}, new double[] {1, 2, 3}).p())
        .isCloseTo(1 / 3.0, within(1e-15));
    assertThat(Permutations.of(RISING, RISING).pMin()).isCloseTo(2 / 24.0, within(1e-15));
    double[] five = {1, 2, 3, 4, 5};
    assertThat(Permutations.of(five, five).pMin()).isCloseTo(2 / 120.0, within(1e-15));
    // ρ = 0.8 with four metrics: 8 of 24 orders are at least as correlated.
    RankCorrelation rho =
        lives(life(RISING, 0.01), life(new double[] {1, 2, 4, 3}, 0.01)).spearman();
    assertThat(rho.value()).isCloseTo(0.8, within(1e-15));
    assertThat(rho.p()).isCloseTo(8 / 24.0, within(1e-15));
  }

  @Test
  void tellsWhatChoosingTheBestAssessorCosts() {
    Figure regret = lives(life(RISING, 0.01), life(FALLING, 0.01)).regret();
    assertThat(regret.value()).isEqualTo(3);
    assertThat(regret.low()).isBetween(2.9, 3.0);
    assertThat(lives(life(RISING, 0.01), life(RISING, 0.01)).regret().value()).isZero();
  }

  @Test
  void leavesAPairWithoutJudgesUndetermined() {
    Life known = life(RISING, 0.01);
    double[] differences = {Double.NaN, -1, -1, -1, -1, -1};
    double[][] replicates =
        IntStream.range(0, 6)
            .mapToObj(pair -> pair == 0 ? new double[0] : new double[] {-1, -1, -1})
            .toArray(double[][]::new);
    Life open = new Life(RISING, new double[4][3], differences, replicates, 10);
    TwoLives lives = lives(known, open);
    assertThat(lives.undetermined()).containsExactly(List.of("a", "b"));
    assertThat(lives.asymmetry().value()).isEqualTo(0.5 / 6);
    assertThat(lives.asymmetry().low()).isZero();
    assertThat(lives.asymmetry().high()).isEqualTo(1 / 6.0);
  }

  private static TwoLives lives(Life assessor, Life objective) {
    return new TwoLives(IDS, assessor, objective, false);
  }

  private static Life life(double[] values, double error) {
    Random random = new Random(1);
    double[][] replicates = new double[values.length][500];
    for (int f = 0; f < values.length; f++) {
      for (int r = 0; r < replicates[f].length; r++) {
        replicates[f][r] = values[f] + error * random.nextGaussian();
      }
    }
    return Life.of(values, replicates, 12);
  }
}

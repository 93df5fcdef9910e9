package io.chiral.asymmetry.correlation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DrawnRanksTest {

  /** Sums of at most a few dozen terms in another order. */
  private static final Offset<Double> ROUNDING = within(1e-12);

  private static final int GROUPS = 5;

  @ParameterizedTest
  @ValueSource(ints = {2, 5, 1000})
  void agreesWithTheWeightedSample(int values) {
    SplittableRandom random = new SplittableRandom(values);
    for (int trial = 0; trial < 30; trial++) {
      double[] x = random.doubles(17, 0, values).map(Math::floor).toArray();
      double[] y = random.doubles(17, 0, values).map(Math::floor).toArray();
      int[] groups = random.ints(17, 0, GROUPS).toArray();
      double[] drawn = random.ints(GROUPS, 0, 4).asDoubleStream().toArray();
      double[] weights = Arrays.stream(groups).mapToDouble(group -> drawn[group]).toArray();
      double expected = new PairedSample(x, y).srcc(weights);
      assertThat(new DrawnRanks(x, y, groups, false).srcc(drawn)).isCloseTo(expected, ROUNDING);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 5, 1000})
  void ranksAmongOtherGroupsAsTheLongWayDoes(int values) {
    SplittableRandom random = new SplittableRandom(values);
    for (int trial = 0; trial < 30; trial++) {
      double[] x = random.doubles(17, 0, values).map(Math::floor).toArray();
      double[] y = random.doubles(17, 0, values).map(Math::floor).toArray();
      int[] groups = random.ints(17, 0, GROUPS).toArray();
      double[] drawn = random.ints(GROUPS, 0, 4).asDoubleStream().toArray();
      double expected = naive(x, y, groups, drawn);
      assertThat(new DrawnRanks(x, y, groups, true).srcc(drawn)).isCloseTo(expected, ROUNDING);
    }
  }

  /** Copies written out, every one compared with every one. */
  private static double naive(double[] x, double[] y, int[] groups, double[] drawn) {
    List<Integer> copies = new ArrayList<>();
    for (int i = 0; i < x.length; i++) {
      for (int copy = 0; copy < drawn[groups[i]]; copy++) {
        copies.add(i);
      }
    }
    double products = 0;
    double squaresX = 0;
    double squaresY = 0;
    for (int i : copies) {
      double[] all = new double[2];
      double[] others = new double[2];
      int count = 0;
      for (int j : copies) {
        double aboveX = Math.signum(x[i] - x[j]) / 2;
        double aboveY = Math.signum(y[i] - y[j]) / 2;
        all[0] += aboveX / copies.size();
        all[1] += aboveY / copies.size();
        if (groups[i] != groups[j]) {
          others[0] += aboveX;
          others[1] += aboveY;
          count++;
        }
      }
      products += count == 0 ? Double.NaN : others[0] * others[1] / count / count;
      squaresX += all[0] * all[0];
      squaresY += all[1] * all[1];
    }
    double rho = products / Math.sqrt(squaresX * squaresY);
    return Math.max(-1, Math.min(1, rho));
  }

  @Test
  void doesNotDependOnHowManyContentsThereAre() {
    // A level plus a content's own error of one level.
    double few = meanOfSmallSamples(3, 4000, true);
    double many = meanOfSmallSamples(60, 200, true);
    assertThat(few).isCloseTo(many, within(0.01));
    assertThat(meanOfSmallSamples(3, 4000, false)).isGreaterThan(many + 0.03);
  }

  private static double meanOfSmallSamples(int contents, int trials, boolean across) {
    SplittableRandom random = new SplittableRandom(contents);
    double sum = 0;
    for (int trial = 0; trial < trials; trial++) {
      double[] x = new double[5 * contents];
      double[] y = new double[x.length];
      int[] groups = new int[x.length];
      for (int c = 0; c < contents; c++) {
        double error = random.nextGaussian();
        for (int level = 0; level < 5; level++) {
          x[5 * c + level] = level + error;
          y[5 * c + level] = level;
          groups[5 * c + level] = c;
        }
      }
      double[] once = new double[contents];
      Arrays.fill(once, 1);
      sum += new DrawnRanks(x, y, groups, across).srcc(once) / trials;
    }
    return sum;
  }

  @Test
  void isUndefinedWhereNothingVariesOrOneGroupIsDrawn() {
    double[] rising = {1, 2, 3, 4};
    double[] constant = {7, 7, 7, 7};
    int[] groups = {0, 0, 1, 1};
    double[] once = {1, 1};
    for (boolean across : new boolean[] {true, false}) {
      assertThat(new DrawnRanks(rising, constant, groups, across).srcc(once)).isNaN();
      assertThat(new DrawnRanks(constant, rising, groups, across).srcc(once)).isNaN();
      assertThat(new DrawnRanks(constant, constant, groups, across).srcc(once)).isNaN();
      assertThat(new DrawnRanks(rising, rising, groups, across).srcc(new double[2])).isNaN();
      assertThat(new DrawnRanks(new double[0], new double[0], new int[0], across).srcc(once))
          .isNaN();
      // Sums of such weights in two orders differ in the last place.
      double[] parts = {0.7, 1.1};
      assertThat(new DrawnRanks(rising, constant, groups, across).srcc(parts)).isNaN();
      assertThat(new DrawnRanks(constant, rising, groups, across).srcc(parts)).isNaN();
    }
    assertThat(new DrawnRanks(rising, rising, groups, true).srcc(new double[] {2, 0})).isNaN();
    assertThat(new DrawnRanks(rising, rising, groups, false).srcc(new double[] {2, 0})).isOne();
  }

  @Test
  void twoItemsAgreeOrDisagreeWholly() {
    double[] up = {1, 2};
    double[] down = {9, 3};
    double[] once = {1, 1};
    int[] groups = {0, 1};
    assertThat(new DrawnRanks(up, up, groups, false).srcc(once)).isEqualTo(1);
    assertThat(new DrawnRanks(up, down, groups, false).srcc(once)).isEqualTo(-1);
    assertThat(new DrawnRanks(up, up, groups, true).srcc(once)).isEqualTo(1);
    assertThat(new DrawnRanks(up, down, groups, true).srcc(once)).isEqualTo(-1);
  }
}

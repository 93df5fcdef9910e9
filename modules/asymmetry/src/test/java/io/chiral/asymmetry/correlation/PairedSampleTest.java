package io.chiral.asymmetry.correlation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class PairedSampleTest {

  /** Sums of at most a few dozen terms in another order. */
  private static final Offset<Double> ROUNDING = within(1e-12);

  @Test
  void weightsAreRepetitions() {
    SplittableRandom random = new SplittableRandom(1);
    for (int trial = 0; trial < 20; trial++) {
      double[] x = random.doubles(12, 0, 6).map(Math::floor).toArray();
      double[] y = random.doubles(12, 0, 6).map(Math::floor).toArray();
      int[] times = random.ints(12, 0, 4).toArray();
      double[] weights = Arrays.stream(times).asDoubleStream().toArray();
      PairedSample weighted = new PairedSample(x, y);
      PairedSample repeated = new PairedSample(repeat(x, times), repeat(y, times));
      assertThat(weighted.srcc(weights)).isCloseTo(repeated.srcc(), ROUNDING);
      assertThat(weighted.plcc(weights)).isCloseTo(repeated.plcc(), ROUNDING);
      assertThat(weighted.rmse(weights)).isCloseTo(repeated.rmse(), ROUNDING);
      assertThat(weighted.krcc(weights)).isCloseTo(repeated.krcc(), ROUNDING);
    }
  }

  @Test
  void tauCountsPairsAsTheNaiveWayDoes() {
    SplittableRandom random = new SplittableRandom(2);
    for (int trial = 0; trial < 20; trial++) {
      double[] x = random.doubles(15, 0, 8).map(Math::floor).toArray();
      double[] y = random.doubles(15, 0, 8).map(Math::floor).toArray();
      assertThat(new PairedSample(x, y).krcc()).isCloseTo(naiveTau(x, y), ROUNDING);
    }
  }

  @Test
  void isUndefinedWhereThereIsNoSpread() {
    double[] constant = {0.1, 0.1, 0.1};
    double[] rising = {1, 2, 3};
    for (PairedSample pairs :
        new PairedSample[] {
          new PairedSample(constant, rising),
          new PairedSample(rising, constant),
          new PairedSample(new double[] {1}, new double[] {2}),
          new PairedSample(new double[0], new double[0])
        }) {
      assertThat(pairs.srcc()).isNaN();
      assertThat(pairs.krcc()).isNaN();
      assertThat(pairs.plcc()).isNaN();
    }
  }

  @Test
  void twoItemsAgreeOrDisagreeWholly() {
    PairedSample pairs = new PairedSample(new double[] {1, 2}, new double[] {9, 3});
    assertThat(pairs.srcc()).isEqualTo(-1);
    assertThat(pairs.krcc()).isEqualTo(-1);
    assertThat(pairs.plcc()).isCloseTo(-1, ROUNDING);
  }

  @Test
  void refusesWhatIsNotFinite() {
    assertThatThrownBy(() -> new PairedSample(new double[] {1, Double.NaN}, new double[] {1, 2}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("score of item 1 is NaN");
    assertThatThrownBy(() -> new PairedSample(new double[] {1}, new double[] {1, 2}))
        .hasMessageContaining("1 scores but 2 opinions");
  }

  private static double[] repeat(double[] values, int[] times) {
    return IntStream.range(0, values.length)
        .boxed()
        .flatMapToDouble(i -> DoubleStream.generate(() -> values[i]).limit(times[i]))
        .toArray();
  }

  private static double naiveTau(double[] x, double[] y) {
    double balance = 0;
    double untiedX = 0;
    double untiedY = 0;
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < i; j++) {
        balance += Math.signum(x[i] - x[j]) * Math.signum(y[i] - y[j]);
        untiedX += x[i] == x[j] ? 0 : 1;
        untiedY += y[i] == y[j] ? 0 : 1;
      }
    }
    return balance / Math.sqrt(untiedX * untiedY);
  }
}

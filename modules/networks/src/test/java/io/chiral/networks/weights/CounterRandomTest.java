package io.chiral.networks.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CounterRandomTest {

  @Test
  void isSplitMix64AddressedByPosition() {
    // First outputs of SplitMix64 with seed 1234567 (published test vector of Rosetta Code).
    CounterRandom random = new CounterRandom(1234567);

    assertThat(Long.toUnsignedString(random.bits(0))).isEqualTo("6457827717110365317");
    assertThat(Long.toUnsignedString(random.bits(1))).isEqualTo("3203168211198807973");
    assertThat(Long.toUnsignedString(random.bits(4))).isEqualTo("16408922859458223821");
  }

  @Test
  void streamsAndSeedsDiffer() {
    long bits = CounterRandom.of(1, "a").bits(0);

    assertThat(CounterRandom.of(1, "a").bits(0)).isEqualTo(bits);
    assertThat(CounterRandom.of(2, "a").bits(0)).isNotEqualTo(bits);
    assertThat(CounterRandom.of(1, "b").bits(0)).isNotEqualTo(bits);
  }

  @Test
  void normalsHaveMeanZeroDeviationOneAndNoTies() {
    CounterRandom random = CounterRandom.of(3, "normal");
    int n = 100_000;
    double sum = 0;
    double squares = 0;
    double products = 0;
    for (int i = 0; i < n; i++) {
      double x = random.normal(i);
      sum += x;
      squares += x * x;
      products += x * random.normal(i + 1);
    }

    // Five standard errors of 100,000 draws: 0.016, and 0.023 for the mean of squares.
    assertThat(sum / n).isCloseTo(0, within(0.016));
    assertThat(squares / n).isCloseTo(1, within(0.023));
    assertThat(products / n).isCloseTo(0, within(0.016));
  }
}

package io.chiral.asymmetry.correlation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.chiral.asymmetry.fit.Logistic;
import io.chiral.asymmetry.fit.LogisticFit;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Parity with scipy; the numbers are made by {@code tools/correlation-goldens.py}. */
class CorrelationsGolden {

  /** Both sum at most sixty terms in float64. */
  private static final Offset<Double> ROUNDING = within(1e-12);

  /** Two optimisers stop at different points of a flat minimum; r changes by their square. */
  private static final Offset<Double> OPTIMISER = within(1e-6);

  record Sample(String name, double[] x, double[] y, double[] weights, double[] expected) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Sample> samples() throws IOException {
    var stream = CorrelationsGolden.class.getResourceAsStream("correlations.txt");
    try (var reader =
        new BufferedReader(new InputStreamReader(Objects.requireNonNull(stream), UTF_8))) {
      return reader.lines().map(CorrelationsGolden::sample).toList();
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void agreesWithScipy(Sample sample) {
    PairedSample pairs = new PairedSample(sample.x(), sample.y());
    assertThat(pairs.srcc(sample.weights())).isCloseTo(sample.expected()[0], ROUNDING);
    assertThat(pairs.krcc(sample.weights())).isCloseTo(sample.expected()[1], ROUNDING);
    assertThat(pairs.plcc(sample.weights())).isCloseTo(sample.expected()[2], ROUNDING);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void fitsLogisticsAsWellAsScipy(Sample sample) {
    assertThat(plcc(Logistic.FOUR, sample)).isCloseTo(sample.expected()[3], OPTIMISER);
    assertThat(plcc(Logistic.FIVE, sample)).isCloseTo(sample.expected()[4], OPTIMISER);
  }

  private static double plcc(Logistic curve, Sample sample) {
    return ((LogisticFit.Fitted) curve.fit(sample.x(), sample.y())).plcc();
  }

  private static Sample sample(String line) {
    List<String> fields = List.of(line.split(";", -1));
    double[] expected = fields.stream().skip(4).mapToDouble(Double::parseDouble).toArray();
    return new Sample(
        fields.get(0),
        numbers(fields.get(1)),
        numbers(fields.get(2)),
        numbers(fields.get(3)),
        expected);
  }

  private static double[] numbers(String text) {
    return Arrays.stream(text.split(" ", -1)).mapToDouble(Double::parseDouble).toArray();
  }
}

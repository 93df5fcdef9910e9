package io.chiral.asymmetry.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LogisticTest {

  @ParameterizedTest
  @EnumSource
  void recoversASteepFallingCurve(Logistic curve) {
    double[] x = IntStream.range(0, 50).mapToDouble(i -> 100 + i * 0.2).toArray();
    double[] y = IntStream.range(0, 50).mapToDouble(i -> 4 / (1 + Math.exp(i * 0.4 - 8))).toArray();
    LogisticFit fit = curve.fit(x, y);
    assertThat(fit).isInstanceOf(LogisticFit.Fitted.class);
    // The points lie on the curve; the optimiser stops at a relative change of 1e-10 or so.
    assertThat(((LogisticFit.Fitted) fit).rmse()).isCloseTo(0, within(1e-6));
  }

  @ParameterizedTest
  @EnumSource
  void saysWhyThereIsNoCurve(Logistic curve) {
    double[] rising = {1, 2, 3, 4, 5, 6, 7};
    double[] constant = {2, 2, 2, 2, 2, 2, 2};
    assertThat(curve.fit(new double[] {1, 2}, new double[] {2, 1}))
        .isEqualTo(new LogisticFit.Failed("2 items are too few for " + parameters(curve)));
    assertThat(curve.fit(constant, rising))
        .isEqualTo(new LogisticFit.Failed("scores or opinions are constant"));
    assertThat(curve.fit(rising, constant))
        .isEqualTo(new LogisticFit.Failed("scores or opinions are constant"));
  }

  @Test
  void givesADefinedAnswerForTiesEverywhere() {
    double[] scores = {0, 0, 0, 0, 1, 1, 1, 1};
    double[] opinions = {1, 2, 1, 2, 3, 3, 4, 4};
    for (Logistic curve : Logistic.values()) {
      if (curve.fit(scores, opinions) instanceof LogisticFit.Fitted fitted) {
        assertThat(fitted.plcc()).isBetween(0.0, 1.0);
      }
    }
  }

  private static String parameters(Logistic curve) {
    return (curve == Logistic.FOUR ? 4 : 5) + " parameters";
  }
}

package io.chiral.imagery.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class CounterRandomTest {
  private static final int DRAWS = 100_000;

  /**
   * Five standard errors of a mean of that many uniforms; the draws are fixed, so it cannot flake.
   */
  private static final Offset<Double> FIVE_ERRORS =
      Offset.offset(5 / Math.sqrt(12.0) / Math.sqrt(DRAWS));

  @Test
  void isAPureFunctionOfSeedStreamAndCounter() {
    assertThat(new CounterRandom(1, 2).bits(3)).isEqualTo(new CounterRandom(1, 2).bits(3));
    Set<Long> seen = new HashSet<>();
    for (long i = 0; i < 30; i++) {
      seen.add(new CounterRandom(i, 0).bits(0));
      seen.add(new CounterRandom(100, i).bits(0));
      seen.add(new CounterRandom(100, 100).bits(i));
      seen.add(new CounterRandom(100, 100).part(i).bits(0));
    }
    assertThat(seen).hasSize(120);
  }

  @Test
  void uniformsHaveTheMomentsOfUniforms() {
    CounterRandom random = new CounterRandom(7, 8);
    double sum = 0;
    double lagged = 0;
    for (int i = 0; i < DRAWS; i++) {
      double u = random.uniform(i);
      assertThat(u).isBetween(0.0, Math.nextDown(1.0));
      sum += u;
      lagged += (u - 0.5) * (random.uniform(i + 1) - 0.5);
    }
    assertThat(sum / DRAWS).isCloseTo(0.5, FIVE_ERRORS);
    assertThat(lagged / DRAWS).isCloseTo(0, FIVE_ERRORS);
  }

  @Test
  void normalsHaveTheMomentsOfNormals() {
    CounterRandom random = new CounterRandom(7, 8);
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < DRAWS; i++) {
      double z = random.normal(i);
      sum += z;
      squares += z * z;
    }
    // Five standard errors: 1/√n of the mean, √2/√n of the variance.
    assertThat(sum / DRAWS).isCloseTo(0, Offset.offset(5 / Math.sqrt(DRAWS)));
    assertThat(squares / DRAWS).isCloseTo(1, Offset.offset(5 * Math.sqrt(2.0 / DRAWS)));
  }

  @Test
  void indicesReachBothEnds() {
    CounterRandom random = new CounterRandom(1, 1);
    Set<Integer> seen = new HashSet<>();
    for (int i = 0; i < 200; i++) {
      seen.add(random.index(i, 5));
    }
    assertThat(seen).containsExactlyInAnyOrder(0, 1, 2, 3, 4);
  }
}

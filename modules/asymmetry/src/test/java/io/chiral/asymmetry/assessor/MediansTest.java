package io.chiral.asymmetry.assessor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MediansTest {

  @Test
  void weightsAreRepetitions() {
    assertThat(Medians.of(new double[] {3, 1, 2}, Medians.ones(3))).isEqualTo(2);
    assertThat(Medians.of(new double[] {4, 1, 2, 3}, Medians.ones(4))).isEqualTo(2.5);
    assertThat(Medians.of(new double[] {3, 1, 2}, new double[] {3, 1, 1})).isEqualTo(3);
    assertThat(Medians.of(new double[] {3, 1, 2}, new double[] {2, 1, 1})).isEqualTo(2.5);
  }

  @Test
  void leavesOutWhatIsUndefinedOrNotDrawn() {
    assertThat(Medians.of(new double[] {Double.NaN, 1, 9}, new double[] {5, 1, 0})).isEqualTo(1);
    assertThat(Medians.of(new double[] {Double.NaN}, Medians.ones(1))).isNaN();
    assertThat(Medians.of(new double[0], new double[0])).isNaN();
  }
}

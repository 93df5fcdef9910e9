package io.chiral.asymmetry.assessor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SeedNoiseTest {
  private static final double[] ZEROS = new double[2];
  private static final double[] NORMALS = {1, -2, 9};

  @Test
  void aMeanOverBenchmarksAveragesTheSeedsOfEach() {
    SeedNoise noise = new SeedNoise(0.36);

    assertThat(noise.on(ZEROS, 1, 1, NORMALS)).containsExactly(0.6, -1.2);
    assertThat(noise.on(ZEROS, 4, 1, NORMALS)).containsExactly(0.3, -0.6);
    assertThat(noise.on(ZEROS, 1, 9, NORMALS)).containsExactly(0.2, -0.4);
  }

  @Test
  void nothingIsAddedWhereThereAreNoSeedsOrNothingIsKnown() {
    assertThat(new SeedNoise(0.36).on(ZEROS, 0, 1, NORMALS)).containsExactly(ZEROS);
    assertThat(new SeedNoise(Double.NaN).on(ZEROS, 2, 1, NORMALS)).containsExactly(ZEROS);
  }
}

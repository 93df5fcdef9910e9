package io.chiral.training.optimise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chiral.training.ImpossibleException;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DivergenceGuardTest {

  @Test
  void skipsAndCountsWhatIsNotFinite() {
    DivergenceGuard guard = new DivergenceGuard();
    for (int step = 1; step <= 40; step++) {
      guard.step(step, step % 4 == 0);
    }

    assertThat(guard.skipped()).isEqualTo(30);
  }

  @Test
  void stopsTheRunAfterElevenInARowAlsoAcrossAnInterruption() {
    DivergenceGuard first = new DivergenceGuard();
    first.step(1, false);
    first.step(2, true);
    for (int step = 3; step <= 9; step++) {
      first.step(step, false);
    }
    SortedMap<String, Double> stored = new TreeMap<>();
    first.save(stored);
    DivergenceGuard second = new DivergenceGuard();
    second.restore(stored);
    for (int step = 10; step <= 12; step++) {
      second.step(step, false);
    }

    assertThat(second.skipped()).isEqualTo(11);
    assertThatThrownBy(() -> second.step(13, false))
        .isInstanceOf(ImpossibleException.class)
        .hasMessageContaining("11 steps in a row up to step 13");
  }
}

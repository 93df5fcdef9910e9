package io.chiral.training.optimiser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.chiral.messages.spec.ScheduleSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

class LearningRateTest {

  @Test
  void risesLinearlyToTheFullRate() {
    LearningRate rate = new LearningRate(new ScheduleSpec("constant", 4, List.of(), 1), 10);

    assertThat(List.of(rate.factor(0), rate.factor(1), rate.factor(2), rate.factor(3)))
        .containsExactly(0.25, 0.5, 0.75, 1.0);
    assertThat(rate.factor(9)).isEqualTo(1);
  }

  @Test
  void fallsAfterEachMilestone() {
    LearningRate rate = new LearningRate(new ScheduleSpec("multi-step", 0, List.of(3, 5), 0.5), 9);

    assertThat(rate.factor(2)).isEqualTo(1);
    assertThat(rate.factor(3)).isEqualTo(0.5);
    assertThat(rate.factor(5)).isEqualTo(0.25);
  }

  @Test
  void fallsAsACosineToTheEnd() {
    LearningRate rate = new LearningRate(new ScheduleSpec("cosine", 0, List.of(), 1), 100);

    assertThat(rate.factor(0)).isEqualTo(1);
    assertThat(rate.factor(50)).isCloseTo(0.5, within(1e-12)); // rounding of the cosine
    assertThat(rate.factor(99)).isLessThan(0.001);
  }

  @Test
  void refusesAnUnknownKind() {
    assertThatThrownBy(() -> new LearningRate(new ScheduleSpec("linear", 0, List.of(), 1), 9))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("linear", "cosine");
  }
}

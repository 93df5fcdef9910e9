package io.chiral.service.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.chiral.kafka.Health.Closed;
import io.chiral.kafka.Health.Failed;
import io.chiral.kafka.Health.Trouble;
import io.chiral.kafka.Health.Up;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LoopHealthTest {
  private static final Instant THEN = Instant.parse("2026-11-22T00:00:00.123Z");
  private static final Health WORKS = Health.ready("works");

  @Test
  void isWhatItsComponentSaysWhileItsLoopWorks() {
    assertThat(LoopHealth.of(new Up(), WORKS)).isEqualTo(WORKS);
    Health reads = Health.notReady("reads what was there");
    assertThat(LoopHealth.of(new Up(), reads)).isEqualTo(reads);
  }

  @Test
  void staysReadyThroughATroubleThatPasses() {
    Trouble brief = new Trouble("publishes work/3@7: away", THEN, THEN.plusMillis(4_999));

    assertThat(LoopHealth.of(brief, WORKS))
        .isEqualTo(
            Health.ready(
                "works",
                List.of("in trouble since 2026-11-22T00:00:00Z: publishes work/3@7: away")));
  }

  @Test
  void isNotReadyWhenTheTroubleLasts() {
    Trouble lasting = new Trouble("publishes work/3@7: away", THEN, THEN.plusSeconds(5));

    assertThat(LoopHealth.of(lasting, WORKS))
        .isEqualTo(Health.notReady("since 2026-11-22T00:00:00Z: publishes work/3@7: away"));
  }

  @Test
  void isNotReadyWhenItsLoopHasEnded() {
    assertThat(LoopHealth.of(new Closed(), WORKS).ready()).isFalse();
    assertThat(LoopHealth.of(new Failed(new IllegalStateException("defect")), WORKS))
        .matches(health -> !health.ready() && health.detail().contains("defect"));
  }

  @Test
  void showsSoManyWarningsAndCountsTheRest() {
    List<String> all = IntStream.range(0, 25).mapToObj(i -> "warning " + i).toList();

    assertThat(Health.ready("works", all).warnings())
        .hasSize(21)
        .startsWith("warning 0")
        .endsWith("and 5 more");
  }
}

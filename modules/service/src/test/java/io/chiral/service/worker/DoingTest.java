package io.chiral.service.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.chiral.messages.spec.EvaluateSpec;
import io.chiral.messages.work.Cell;
import io.chiral.messages.work.Slice;
import io.chiral.service.node.Health;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class DoingTest {
  private static final Slice SLICE =
      new Slice(
          "s",
          "r",
          2,
          1,
          new Cell(Cell.Role.BASELINE, null, null, null, null, null),
          new EvaluateSpec(
              null, 2, "dead-leaves", 4, null, List.of("gmsd"), "dead-leaves", 0, false),
          0,
          4,
          30_000,
          null,
          null);

  private Instant now = Instant.parse("2026-11-22T00:00:00Z");
  private final Doing doing = new Doing(clock());

  private Clock clock() {
    InstantSource source = () -> now;
    return source.withZone(ZoneOffset.UTC);
  }

  @Test
  void tellsHowFarItsSliceIs() {
    assertThat(doing.health()).isEqualTo(Health.ready("idle"));
    doing.begins(SLICE);
    doing.reached(SLICE, 3);

    assertThat(doing.health())
        .isEqualTo(
            Health.ready(
                "slice 2, attempt 1, of run r of study s since 2026-11-22T00:00:00Z, at step 3 of"
                    + " 4"));
    doing.ended(SLICE);
    assertThat(doing.tell()).isEqualTo("idle");
  }

  @Test
  void warnsOfAStepThatTakesTenBudgets() {
    doing.begins(SLICE);
    now = now.plusSeconds(299);
    doing.reached(SLICE, 1);
    now = now.plus(Duration.ofMinutes(5));
    assertThat(doing.health().warnings()).isEmpty();

    now = now.plusSeconds(1);
    assertThat(doing.health())
        .matches(Health::ready)
        .extracting(Health::warnings)
        .isEqualTo(List.of("no step of run r has ended since 2026-11-22T00:04:59Z"));
  }

  @Test
  void saysThatItWaitsForTheStoreUntilAStepEnds() {
    doing.begins(SLICE);
    now = now.plusSeconds(7);
    doing.waitsForStore(SLICE);
    assertThat(doing.health().warnings())
        .containsExactly("run r waits for the store since 2026-11-22T00:00:07Z");

    doing.reached(SLICE, 1);
    assertThat(doing.health().warnings()).isEmpty();
  }
}

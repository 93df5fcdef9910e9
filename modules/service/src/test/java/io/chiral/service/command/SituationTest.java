package io.chiral.service.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.chiral.messages.command.PauseAll;
import io.chiral.messages.command.StartStudy;
import io.chiral.service.node.Health;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What readiness says of runs that do not move. */
class SituationTest {
  private static final Limits LIMITS = Limits.slicesOf(Duration.ofSeconds(30));

  private Health health(World world, @Nullable Instant alone) {
    return new Situation(world.state, world.workers, alone).health(LIMITS, world.now);
  }

  private World started(int workers) {
    World world = new World(workers);
    return world.send("c", new StartStudy("s", Specs.small()));
  }

  @Test
  void hasNothingToSayOfASliceInItsTime() {
    World world = started(1).tick(LIMITS.overdue());

    assertThat(health(world, null))
        .isEqualTo(Health.ready("1 runs ready, 1 at work; 1 workers", List.of()));
  }

  @Test
  void saysWhoHasASliceThatIsOutForTooLong() {
    World world = started(1).tick(LIMITS.overdue()).tick(Duration.ofSeconds(1));
    String run = world.outstanding().keySet().iterator().next();

    assertThat(health(world, null).warnings())
        .containsExactly(
            "slice 0, attempt 1, of run %s of study s is out since 2026-11-22T00:00:00Z (301 s;"
                    .formatted(run)
                + " its budget is 30 s): worker w0 has it; its /health/ready says more");
    assertThat(health(world, null).ready()).isTrue();
  }

  @Test
  void saysWhoHasThePartitionOfAWorkerThatIsGone() {
    World world = started(1).tick(Duration.ofHours(1));
    int partition = world.given.get(0).partition();
    world.workers.clear();
    assertThat(health(world, null).warnings())
        .singleElement()
        .asString()
        .endsWith("worker w0 is gone, and nobody has its partition " + partition);

    world.workers.add(new WorkerView("w9", List.of(0, 1)));
    assertThat(health(world, null).warnings())
        .singleElement()
        .asString()
        .endsWith("worker w0 is gone, and w9 has its partition " + partition);
  }

  @Test
  void saysThatReadyRunsHaveNoWorkerOnceThatLasts() {
    World world = started(0);
    Instant alone = world.now;
    assertThat(health(world.tick(Duration.ofSeconds(10)), alone).warnings()).isEmpty();

    Health later = health(world.tick(Duration.ofSeconds(1)), alone);

    assertThat(later.ready()).isTrue();
    assertThat(later.warnings())
        .containsExactly(
            "2 runs are ready, and no worker takes slices since 2026-11-22T00:00:00Z: start one,"
                + " or undrain one");
  }

  @Test
  void doesNotWarnOfWhatIsPausedOnPurpose() {
    World world = started(0).send("p", new PauseAll("moving")).tick(Duration.ofHours(1));

    assertThat(health(world, Instant.EPOCH))
        .isEqualTo(
            Health.ready(
                "2 runs ready, 0 at work; 0 workers; everything is paused since"
                    + " 2026-11-22T00:00:00Z: moving"));
  }
}

package io.chiral.service.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.chiral.messages.command.StartStudy;
import io.chiral.messages.event.StudyExpanded;
import io.chiral.messages.spec.MetricSpec;
import io.chiral.messages.spec.StudySpec;
import io.chiral.messages.state.RunStatus;
import io.chiral.messages.work.Slice;
import io.chiral.messages.work.SliceEnded.Reason;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The largest study that is admitted: 9,951 runs. */
class ScaleTest {
  private static final StudySpec SPEC =
      Specs.study(
          IntStream.range(0, 99)
              .mapToObj(i -> new MetricSpec("m" + i, "l1", null, null, List.of()))
              .toList(),
          List.of(Specs.NONE),
          LongStream.range(0, 50).boxed().toList(),
          List.of(),
          0,
          null);

  /** A turn of this state takes a few milliseconds; the time here is a hundred times that. */
  @Test
  @Timeout(300)
  void keepsAHundredWorkersBusy() {
    World world = new World(100).withoutInvariants();
    world.send("c1", new StartStudy("s", SPEC));

    assertThat(world.study("s").runs()).isEqualTo(9_951);
    assertThat(world.events.stream().filter(StudyExpanded.class::isInstance)).hasSizeGreaterThan(1);
    assertThat(world.outstanding()).hasSize(51); // the baseline, and a start a seed
    for (int i = 0; i < 20; i++) {
      for (Slice slice : List.copyOf(world.outstanding().values())) {
        world.end(slice, Reason.MILESTONE);
      }
    }
    assertThat(world.tick(Duration.ofSeconds(1)).outstanding()).hasSize(100);
    assertThat(
            world.state.runs().values().stream().filter(run -> run.status() == RunStatus.COMPLETED))
        .hasSizeGreaterThan(1_500);
  }
}

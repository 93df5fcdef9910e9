package io.chiral.service.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.chiral.messages.command.StartStudy;
import io.chiral.messages.spec.SettingSpec;
import io.chiral.messages.spec.StudySpec;
import io.chiral.messages.spec.SweepSpec;
import io.chiral.messages.state.RunState;
import io.chiral.messages.state.StudyState.StudyStatus;
import io.chiral.messages.work.Slice;
import io.chiral.messages.work.SliceEnded.Reason;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How many of a study's runs may be at work at once, alone and beside other studies. */
class StudyLimitTest {
  private final World world = new World(4);

  private static StudySpec swept(int priority, @Nullable Integer limit) {
    List<SettingSpec> settings = List.of(Specs.NONE, Specs.PATCH);
    return Specs.varied(
        Specs.study(List.of(Specs.L1), settings, List.of(1L, 2L, 3L), List.of(), priority, limit),
        List.of(new SweepSpec("patch", List.of(0.0, 0.2, 0.5))),
        List.of(0.5));
  }

  private long atWork(String study) {
    return world.outstanding().values().stream().filter(s -> s.study().equals(study)).count();
  }

  @Test
  void holdsFromTheFirstRunToTheLast() {
    world.send("c1", new StartStudy("s", swept(0, 2)));
    int most = 0;
    while (!world.outstanding().isEmpty()) {
      most = Math.max(most, world.outstanding().size());
      world.end(world.outstanding().values().iterator().next(), Reason.MILESTONE);
    }

    assertThat(most).isEqualTo(2);
    assertThat(world.study("s").status()).isEqualTo(StudyStatus.ENDED);
    assertThat(world.state.runs().values()).hasSize(world.study("s").runs());
  }

  @Test
  void leavesToOthersWhatALimitedStudyMayNotUse() {
    world.send("c1", new StartStudy("limited", swept(5, 1)));
    world.send("c2", new StartStudy("other", swept(0, null)));

    assertThat(atWork("limited")).isEqualTo(1);
    assertThat(atWork("other")).isEqualTo(3);
  }

  @Test
  void priorityGoesBeforeFairness() {
    world.send("c1", new StartStudy("plain", swept(0, null)));
    assertThat(atWork("plain")).isEqualTo(4); // the baseline, and pretraining of each seed
    world.send("c2", new StartStudy("urgent", swept(7, null)));
    List<Slice> plain =
        world.outstanding().values().stream().filter(s -> s.study().equals("plain")).toList();
    plain.forEach(slice -> world.end(slice, Reason.TIME));

    assertThat(atWork("urgent")).isEqualTo(4);
  }

  @Test
  void equalStudiesShareTheWorkers() {
    world.send("c1", new StartStudy("one", swept(0, null)));
    world.send("c2", new StartStudy("two", swept(0, null)));
    for (int turn = 0; turn < 6; turn++) {
      world.end(world.outstanding().values().iterator().next(), Reason.TIME);
    }

    assertThat(atWork("one")).isEqualTo(2);
    assertThat(atWork("two")).isEqualTo(2);
  }

  @Test
  void holdsAfterARestart() {
    world.send("c1", new StartStudy("s", swept(0, 2)));
    world.end(world.outstanding().values().iterator().next(), Reason.TIME);
    world.state =
        State.of(
            world.state.installation(),
            world.state.studies().values(),
            world.state.runs().values());
    world.tick(Duration.ofSeconds(1));
    assertThat(atWork("s")).isEqualTo(2);

    world.finishAll();
    assertThat(world.study("s").status()).isEqualTo(StudyStatus.ENDED);
    assertThat(world.state.runs().values()).map(RunState::outstanding).containsOnlyNulls();
  }
}

package io.chiral.service.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.chiral.messages.command.Cancel;
import io.chiral.messages.command.Pause;
import io.chiral.messages.command.PauseAll;
import io.chiral.messages.command.ResumeAll;
import io.chiral.messages.command.StartStudy;
import io.chiral.messages.state.RunStatus;
import io.chiral.messages.state.StudyState.StudyStatus;
import io.chiral.messages.work.Slice;
import io.chiral.messages.work.SliceEnded.Reason;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The installation's own pause, above those of studies and runs. */
class PauseAllTest {
  private final World world = new World(2);

  private void start(String study) {
    world.send("start-" + study, new StartStudy(study, Specs.small()));
  }

  @Test
  void stopsWhatIsOutstandingAndGivesNothingMore() {
    start("s");
    List<Slice> slices = List.copyOf(world.outstanding().values());
    world.send("p", new PauseAll("moving"));

    assertThat(world.last.installation()).isNotNull().matches(state -> state.paused());
    assertThat(world.stops).hasSize(slices.size());
    assertThat(world.last.studies()).isEmpty();
    assertThat(world.last.runs()).isEmpty();

    slices.forEach(slice -> world.end(slice, Reason.STOPPED));
    world.tick(Duration.ofHours(1));
    assertThat(world.outstanding()).isEmpty();
    assertThat(world.rejections).isEmpty();
  }

  @Test
  void changesNothingWhenRepeated() {
    start("s");
    world.send("p", new PauseAll("moving")).send("q", new PauseAll("again"));

    assertThat(world.last.isEmpty()).isTrue();
    assertThat(world.last.stops()).isEmpty();
    assertThat(world.state.installation()).isNotNull().matches(s -> "moving".equals(s.reason()));

    world.send("r", new ResumeAll(null)).send("t", new ResumeAll(null));
    assertThat(world.last.isEmpty()).isTrue();
  }

  @Test
  void resumingWhatWasNeverPausedWritesNothing() {
    world.send("r", new ResumeAll(null));

    assertThat(world.last.isEmpty()).isTrue();
    assertThat(world.state.installation()).isNull();
  }

  @Test
  void acceptsAStudyThatThenWaits() {
    world.send("p", new PauseAll(null));
    start("s");
    assertThat(world.study("s").status()).isEqualTo(StudyStatus.ACTIVE);
    assertThat(world.given).isEmpty();

    world.send("r", new ResumeAll(null)).finishAll();
    assertThat(world.study("s").status()).isEqualTo(StudyStatus.ENDED);
  }

  @Test
  void survivesARestart() {
    start("s");
    world.send("p", new PauseAll(null));
    List.copyOf(world.outstanding().values()).forEach(slice -> world.end(slice, Reason.STOPPED));
    world.state =
        State.of(
            world.state.installation(),
            world.state.studies().values(),
            world.state.runs().values());

    assertThat(world.tick(Duration.ofMinutes(1)).last.due()).isEmpty();
    assertThat(world.send("r", new ResumeAll(null)).last.due()).isNotEmpty();
  }

  @Test
  void leavesPausedWhatWasPausedByItself() {
    start("one");
    start("two");
    world.send("p1", new Pause("one", null, null)).send("p", new PauseAll(null));
    List.copyOf(world.outstanding().values()).forEach(slice -> world.end(slice, Reason.STOPPED));

    world.send("r", new ResumeAll(null));

    assertThat(world.study("one").status()).isEqualTo(StudyStatus.PAUSED);
    assertThat(world.outstanding().values()).extracting(Slice::study).containsOnly("two");
  }

  @Test
  void whatIsPausedCanBeCancelled() {
    start("s");
    world.send("p", new PauseAll(null)).send("c", new Cancel("s", null, null));

    assertThat(world.study("s").status()).isEqualTo(StudyStatus.CANCELLED);
    assertThat(world.state.runs().values()).allMatch(run -> run.status() == RunStatus.CANCELLED);
  }
}

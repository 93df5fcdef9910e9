package io.chiral.service.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.chiral.messages.command.Cancel;
import io.chiral.messages.command.Command;
import io.chiral.messages.command.Evaluate;
import io.chiral.messages.command.Forget;
import io.chiral.messages.command.Pause;
import io.chiral.messages.command.RecordOpinion;
import io.chiral.messages.command.Resume;
import io.chiral.messages.command.StartRun;
import io.chiral.messages.command.StartStudy;
import io.chiral.messages.event.StudyForgotten;
import io.chiral.messages.spec.CheckpointSource;
import io.chiral.messages.spec.EvaluateSpec;
import io.chiral.messages.state.RunState;
import io.chiral.messages.state.StudyState.StudyStatus;
import io.chiral.messages.work.Cell.Role;
import io.chiral.messages.work.Slice;
import io.chiral.messages.work.SliceEnded.Reason;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A study that is over goes, and its id means no other one afterwards. */
class ForgetTest {
  private static final EvaluateSpec EVALUATION =
      new EvaluateSpec(null, 4, "test", 2, 64, List.of("gmsd"), "train", 0, false);

  private final World world = new World(2);

  private void start(String study) {
    world.send("start-" + study, new StartStudy(study, Specs.small()));
  }

  private void forget(String study) {
    world.send("forget-" + study, new Forget(study, null));
  }

  private String lastRejection() {
    return world.rejections.get(world.rejections.size() - 1).message();
  }

  @Test
  void takesItsRunsAwayAndKeepsItsId() {
    start("kept");
    start("s");
    world.finishAll();
    List<String> runs =
        world.state.runs().values().stream()
            .filter(run -> run.study().equals("s"))
            .map(RunState::run)
            .toList();
    forget("s");

    assertThat(world.last.dropped())
        .extracting(RunState::run)
        .containsExactlyInAnyOrderElementsOf(runs);
    assertThat(world.last.runs()).isEmpty();
    assertThat(world.last.events()).containsExactly(new StudyForgotten("s"));
    assertThat(world.study("s"))
        .matches(left -> left.status() == StudyStatus.FORGOTTEN)
        .matches(left -> left.spec() == null && left.recent() == null && left.runs() == 0);
    assertThat(world.state.runs().values()).extracting(RunState::study).containsOnly("kept");
    assertThat(world.state.dependants().keySet()).doesNotContainAnyElementsOf(runs);
    assertThat(world.state.served()).containsOnlyKeys("kept");
    assertThat(world.rejections).isEmpty();
  }

  @Test
  void changesNothingWhenRepeated() {
    start("s");
    world.finishAll();
    forget("s");
    world.send("again", new Forget("s", "to be sure"));

    assertThat(world.last.isEmpty()).isTrue();
    assertThat(world.rejections).isEmpty();
  }

  @Test
  void isRefusedWhileAnythingIsLeftToDo() {
    start("s");
    forget("s");
    assertThat(lastRejection()).contains("study 's' is active; cancel it first");

    List<Slice> slices = List.copyOf(world.outstanding().values());
    world.send("cancel", new Cancel("s", null, null));
    world.send("forget-at-once", new Forget("s", null));
    assertThat(lastRejection()).contains("still ends a slice of run").contains("again in a while");

    slices.forEach(slice -> world.end(slice, Reason.STOPPED));
    world.send("forget-later", new Forget("s", null));
    assertThat(world.study("s").status()).isEqualTo(StudyStatus.FORGOTTEN);
    assertThat(world.rejections).hasSize(2);
  }

  @Test
  void isRefusedWhileARunOfAnotherStudyIsToStartFromACheckpointOfIt() {
    start("s");
    world.finishAll();
    String checkpoint = world.only(Role.OBJECTIVE).milestones().get(0).id();
    world.workers.clear();
    EvaluateSpec evaluation =
        new EvaluateSpec(
            new CheckpointSource(null, null, checkpoint),
            4,
            "test",
            2,
            64,
            List.of("gmsd"),
            "train",
            0,
            false);
    world.send("other", new StartRun("other", evaluation, 0));
    assertThat(world.rejections).isEmpty();

    forget("s");
    assertThat(lastRejection())
        .contains("of study 'other' starts from a checkpoint of it and has not ended");

    world.send("cancel", new Cancel("other", null, null));
    world.send("forget-later", new Forget("s", null));
    assertThat(world.study("s").status()).isEqualTo(StudyStatus.FORGOTTEN);
  }

  @ParameterizedTest
  @MethodSource("everythingElse")
  void nothingElseCanBeAskedOfIt(Command command) {
    start("s");
    world.finishAll();
    forget("s");
    world.send("then", command);

    assertThat(lastRejection()).contains("study 's' was forgotten at").contains("another id");
    assertThat(world.last.studies()).isEmpty();
    assertThat(world.last.runs()).isEmpty();
  }

  static List<Command> everythingElse() {
    return List.of(
        new StartStudy("s", Specs.small()),
        new Pause("s", null, null),
        new Cancel("s", null, null),
        new StartRun("s", Specs.optimise(1), 0),
        new Resume("s", null, null),
        new Evaluate("s", EVALUATION),
        new RecordOpinion("s", "ann", "image", "r-1", 400, "r-2", 400, 1.0));
  }

  @Test
  void whatEndsAndIsForgottenInOneBatchLeavesNothing() {
    world.send("lone", new StartRun("s", EVALUATION, 0));
    Slice slice = world.outstanding().values().iterator().next();
    world.apply(
        world.ended(slice, Reason.MILESTONE),
        World.command("forget", new Forget("s", null)),
        World.command("again", new Forget("s", null)));

    assertThat(world.rejections).isEmpty();
    assertThat(world.last.runs()).isEmpty();
    assertThat(world.last.dropped()).extracting(RunState::run).containsExactly(slice.run());
    assertThat(world.last.studies())
        .singleElement()
        .matches(state -> state.status() == StudyStatus.FORGOTTEN);
    assertThat(world.state.runs()).isEmpty();
  }

  @Test
  void anUnknownOneIsRefused() {
    forget("nobody");

    assertThat(lastRejection()).contains("there is no study 'nobody' here");
  }

  @Test
  void anOutcomeThatComesLateChangesNothing() {
    start("s");
    Slice slice = world.outstanding().values().iterator().next();
    world.finishAll();
    var late = world.ended(slice, Reason.TIME);
    forget("s");
    world.apply(late);

    assertThat(world.last.isEmpty()).isTrue();
  }
}

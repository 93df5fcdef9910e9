package io.chiral.service.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.chiral.messages.command.Cancel;
import io.chiral.messages.command.Evaluate;
import io.chiral.messages.command.Pause;
import io.chiral.messages.command.Resume;
import io.chiral.messages.command.StartRun;
import io.chiral.messages.command.StartStudy;
import io.chiral.messages.event.RunEnded;
import io.chiral.messages.event.StudyExpanded;
import io.chiral.messages.spec.CheckpointSource;
import io.chiral.messages.state.Rejection.Code;
import io.chiral.messages.state.RunState;
import io.chiral.messages.state.RunStatus;
import io.chiral.messages.state.StudyState;
import io.chiral.messages.state.StudyState.StudyStatus;
import io.chiral.messages.work.Cell.Role;
import io.chiral.messages.work.Slice;
import io.chiral.messages.work.SliceEnded.Reason;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommandFoldTest {
  private final World world = new World(1);

  private World started() {
    return world.send("c1", new StartStudy("s", Specs.small()));
  }

  /** As {@link #started}, when the baseline is done and the pretraining has its first slice. */
  private Slice pretraining() {
    started();
    world.end(world.outstanding(world.only(Role.BASELINE)), Reason.MILESTONE);
    return world.outstanding(world.only(Role.PRETRAINING));
  }

  @Test
  void expandsAStudyAndGivesItsFirstSlice() {
    started();

    assertThat(world.study("s").runs()).isEqualTo(4);
    assertThat(world.events).singleElement().isInstanceOf(StudyExpanded.class);
    assertThat(world.last.runs()).hasSize(4);
    assertThat(world.only(Role.BASELINE).status()).isEqualTo(RunStatus.RUNNING);
    assertThat(world.only(Role.OBJECTIVE).status()).isEqualTo(RunStatus.WAITING);
    assertThat(world.given).hasSize(1);
  }

  @Test
  void runsAStudyToItsEnd() {
    started().finishAll();

    assertThat(world.study("s").status()).isEqualTo(StudyStatus.ENDED);
    assertThat(world.state.runs().values())
        .allMatch(run -> run.status() == RunStatus.COMPLETED && run.step() == run.spec().steps());
    assertThat(world.events.stream().filter(RunEnded.class::isInstance)).hasSize(4);
    assertThat(world.state.live()).isEmpty();
  }

  @Test
  void takesTheSameCommandOnce() {
    started();
    State before = world.state;

    world.send("c1", new StartStudy("s", Specs.small()));

    assertThat(world.last.isEmpty()).isTrue();
    assertThat(world.state.runs()).isEqualTo(before.runs());
  }

  @Test
  void rejectsAnotherBodyOfTheSameId() {
    started();

    world.send(
        "c1",
        new StartStudy(
            "s",
            Specs.study(
                List.of(Specs.SSIM), List.of(Specs.NONE), List.of(1L), List.of(), 0, null)));

    assertThat(world.rejections).singleElement().matches(r -> r.code() == Code.CONFLICT);
    assertThat(world.last.runs()).isEmpty();
  }

  @Test
  void ignoresAnOutcomeThatIsNotOutstanding() {
    Slice slice = pretraining();
    world.end(slice, Reason.TIME);
    State before = world.state;

    world.end(slice, Reason.MILESTONE);

    assertThat(world.last.isEmpty()).isTrue();
    assertThat(world.state.runs()).isEqualTo(before.runs());
  }

  @Test
  void continuesFromTheCheckpointOfTheLastSlice() {
    world.end(pretraining(), Reason.TIME);

    Slice next = world.outstanding(world.only(Role.PRETRAINING));
    assertThat(next.slice()).isEqualTo(1);
    assertThat(next.fromStep()).isEqualTo(1);
    assertThat(next.checkpoint()).isNotNull().matches(checkpoint -> checkpoint.step() == 1);
    assertThat(next.maxStep()).isEqualTo(10);
  }

  @Test
  void releasesWhatWaitedForAMilestone() {
    world.end(pretraining(), Reason.MILESTONE);

    Slice objective = world.outstanding(world.only(Role.OBJECTIVE));
    assertThat(objective.source()).isNotNull().matches(checkpoint -> checkpoint.step() == 10);
    assertThat(objective.checkpoint()).isNull();
  }

  @Test
  void triesAFailedSliceAgainLaterAndThenGivesUp() {
    Slice slice = pretraining();
    world.end(slice, Reason.FAILED);
    assertThat(world.outstanding()).isEmpty();
    assertThat(world.tick(Duration.ofSeconds(4)).outstanding()).isEmpty();

    world.tick(Duration.ofSeconds(2));
    Slice second = world.outstanding(world.only(Role.PRETRAINING));
    assertThat(second.slice()).isEqualTo(slice.slice());
    assertThat(second.attempt()).isEqualTo(2);

    world.end(second, Reason.FAILED);
    world.tick(Duration.ofSeconds(11));
    world.end(world.outstanding(world.only(Role.PRETRAINING)), Reason.FAILED);

    assertThat(world.only(Role.PRETRAINING).status()).isEqualTo(RunStatus.FAILED);
    assertThat(world.only(Role.PRETRAINING).reason()).isEqualTo("it broke (attempt 3 of 3)");
  }

  @Test
  void aClockSetBackStallsNoRunThatWaitsForItsNextAttempt() {
    world.end(pretraining(), Reason.FAILED);

    world.tick(Duration.ofHours(-1));
    assertThat(world.only(Role.PRETRAINING).notBefore()).isEqualTo(world.now.plusSeconds(5));
    assertThat(world.tick(Duration.ofSeconds(4)).outstanding()).isEmpty();
    assertThat(world.last.isEmpty()).isTrue();
    world.tick(Duration.ofSeconds(2));

    assertThat(world.outstanding(world.only(Role.PRETRAINING)).attempt()).isEqualTo(2);
  }

  @Test
  void aClockSetForwardTriesAgainAtOnceAndCountsAsBefore() {
    world.end(pretraining(), Reason.FAILED);

    world.tick(Duration.ofHours(1));

    Slice second = world.outstanding(world.only(Role.PRETRAINING));
    assertThat(second.attempt()).isEqualTo(2);
    world.end(second, Reason.FAILED);
    assertThat(world.outstanding()).isEmpty();
    assertThat(world.only(Role.PRETRAINING).notBefore()).isEqualTo(world.now.plusSeconds(10));
  }

  @Test
  void forgetsFailuresAfterASuccess() {
    world.end(pretraining(), Reason.FAILED);
    world.tick(Duration.ofSeconds(6));
    world.end(world.outstanding(world.only(Role.PRETRAINING)), Reason.TIME);

    assertThat(world.only(Role.PRETRAINING).failures()).isZero();
    assertThat(world.outstanding(world.only(Role.PRETRAINING)).attempt()).isEqualTo(1);
  }

  @Test
  void failsWhatDependsOnAFailedRun() {
    world.end(pretraining(), Reason.IMPOSSIBLE);

    assertThat(world.only(Role.PRETRAINING).status()).isEqualTo(RunStatus.FAILED);
    assertThat(world.only(Role.OBJECTIVE).status()).isEqualTo(RunStatus.FAILED);
    assertThat(world.only(Role.EVALUATION).status()).isEqualTo(RunStatus.FAILED);
    assertThat(world.only(Role.EVALUATION).reason()).contains("which it starts from, is failed");
    assertThat(world.study("s").status()).isEqualTo(StudyStatus.ENDED);
    assertThat(world.study("s").failed()).isEqualTo(3);
  }

  @Test
  void keepsTheCheckpointOfACancelledRun() {
    Slice slice = pretraining();

    world.send("c2", new Cancel("s", slice.run(), "enough"));
    assertThat(world.run(slice.run()).status()).isEqualTo(RunStatus.CANCELLED);
    assertThat(world.stops)
        .singleElement()
        .matches(stop -> stop.key().equals(slice.run() + "/0/1"));
    assertThat(world.only(Role.OBJECTIVE).status()).isEqualTo(RunStatus.FAILED);

    assertThat(ended(slice.run())).as("its slice may still tell something").isEmpty();

    world.end(slice, Reason.STOPPED);
    assertThat(world.run(slice.run()).status()).isEqualTo(RunStatus.CANCELLED);
    assertThat(world.run(slice.run()).step()).isEqualTo(1);
    assertThat(ended(slice.run()))
        .singleElement()
        .matches(end -> end.status() == RunStatus.CANCELLED && "enough".equals(end.reason()));
    assertThat(world.state.live()).isEmpty();
  }

  private List<RunEnded> ended(String run) {
    return world.events.stream()
        .filter(RunEnded.class::isInstance)
        .map(RunEnded.class::cast)
        .filter(end -> end.run().equals(run))
        .toList();
  }

  @Test
  void saysAStopAgainUntilItIsHeeded() {
    Slice slice = pretraining();
    world.send("c2", new Cancel("s", slice.run(), null));
    world.stops.clear();

    world.tick(Duration.ofSeconds(1)).tick(Duration.ofSeconds(1));
    assertThat(world.stops).hasSize(2).allMatch(stop -> stop.run().equals(slice.run()));

    world.end(slice, Reason.STOPPED);
    world.stops.clear();
    world.tick(Duration.ofSeconds(1));
    assertThat(world.stops).isEmpty();
  }

  @Test
  void obeysACommandOnceHoweverOftenItComes() {
    Slice slice = pretraining();
    world.send("p", new Pause("s", null, null));
    world.send("r", new Resume("s", null, null));

    world.send("p", new Pause("s", null, null));
    assertThat(world.study("s").status()).isEqualTo(StudyStatus.ACTIVE);
    assertThat(world.rejections).isEmpty();

    world.send("p", new Cancel("s", slice.run(), null));
    assertThat(world.run(slice.run()).status()).isEqualTo(RunStatus.RUNNING);
    assertThat(world.rejections).singleElement().matches(r -> r.code() == Code.CONFLICT);
  }

  @Test
  void remembersSoManyCommandsAndNoMore() {
    started();
    for (int i = 0; i < 2 * StudyState.REMEMBERED; i++) {
      world.send("p" + i, new Pause("s", null, null));
    }
    assertThat(world.study("s").recent()).hasSize(StudyState.REMEMBERED);
  }

  @Test
  void cancelsAWholeStudyOnce() {
    pretraining();
    world.send("c2", new Cancel("s", null, null));

    assertThat(world.study("s").status()).isEqualTo(StudyStatus.CANCELLED);
    assertThat(world.all(Role.OBJECTIVE)).allMatch(run -> run.status() == RunStatus.CANCELLED);

    world.send("c3", new Cancel("s", null, null));
    assertThat(world.last.runs()).isEmpty();
    assertThat(world.last.events()).isEmpty();
  }

  @Test
  void leavesACompleteStudyAsItIsWhenItIsCancelled() {
    started().finishAll().send("c2", new Cancel("s", null, null));

    assertThat(world.study("s").status()).isEqualTo(StudyStatus.ENDED);
  }

  @Test
  void pausesAndResumesARun() {
    Slice slice = pretraining();
    world.send("c2", new Pause("s", slice.run(), "lunch"));
    assertThat(world.stops).hasSize(1);

    world.end(slice, Reason.STOPPED);
    assertThat(world.outstanding()).isEmpty();
    assertThat(world.run(slice.run()).status()).isEqualTo(RunStatus.PAUSED);

    world.send("c3", new Resume("s", slice.run(), null));
    assertThat(world.outstanding(world.run(slice.run())).slice()).isEqualTo(1);
  }

  @Test
  void pausesAndResumesAStudy() {
    Slice slice = pretraining();
    world.send("c2", new Pause("s", null, null)).end(slice, Reason.MILESTONE);
    assertThat(world.outstanding()).isEmpty();
    assertThat(world.only(Role.OBJECTIVE).status()).isEqualTo(RunStatus.READY);

    world.send("c3", new Resume("s", null, null)).finishAll();
    assertThat(world.study("s").status()).isEqualTo(StudyStatus.ENDED);
  }

  @Test
  void resumesARunWhoseSliceIsStillOutstanding() {
    Slice slice = pretraining();
    world
        .send("c2", new Pause("s", slice.run(), null))
        .send("c3", new Resume("s", slice.run(), null));
    assertThat(world.run(slice.run()).status()).isEqualTo(RunStatus.RUNNING);

    world.end(slice, Reason.STOPPED);
    assertThat(world.outstanding(world.run(slice.run())).slice()).isEqualTo(1);
  }

  @Test
  void givesEachLiveWorkerOneSlice() {
    World three = new World(3);
    three.send(
        "c1",
        new StartStudy(
            "s",
            Specs.study(
                List.of(Specs.L1),
                List.of(Specs.NONE),
                List.of(1L, 2L, 3L, 4L),
                List.of(),
                0,
                null)));

    assertThat(three.given).hasSize(3);
    assertThat(three.tick(Duration.ofSeconds(1)).last.due()).isEmpty();
  }

  @Test
  void prefersTheWorkerThatHasTheRunAtHand() {
    World two = new World(2);
    two.send("c1", new StartRun("a", Specs.optimise(1), 0));
    two.send("c2", new StartRun("b", Specs.optimise(2), 0));
    var slices = List.copyOf(two.outstanding().values());

    two.apply(two.ended(slices.get(1), Reason.TIME), two.ended(slices.get(0), Reason.TIME));

    for (RunState run : two.all(Role.EXPLORATORY)) {
      var workers =
          two.given.stream()
              .filter(due -> due.slice().run().equals(run.run()))
              .map(due -> due.partition() / 2)
              .distinct();
      assertThat(workers).hasSize(1);
    }
  }

  @Test
  void prefersPriorityThenTheStudyThatWaited() {
    world.send("c1", new StartRun("a", Specs.optimise(1), 0));
    world.send("c2", new StartRun("b", Specs.optimise(2), 0));
    world.send("c3", new StartRun("c", Specs.optimise(3), 5));
    Slice first = world.outstanding().values().iterator().next();

    world.end(first, Reason.TIME);
    assertThat(world.outstanding().values()).extracting(Slice::study).containsExactly("c");
    world.finishAll();
    List<String> order = world.given.stream().map(due -> due.slice().study()).toList();
    assertThat(order).containsExactly("a", "c", "c", "b", "a", "b", "a");
  }

  @Test
  void keepsToTheStudysLimit() {
    World four = new World(4);
    four.send(
        "c1",
        new StartStudy(
            "s",
            Specs.study(
                List.of(Specs.L1), List.of(Specs.NONE), List.of(1L, 2L, 3L), List.of(), 0, 2)));

    assertThat(four.given).hasSize(2);
  }

  @Test
  void leavesASliceOfAVanishedWorkerToItsPartitionsNextOwner() {
    Slice slice = pretraining();
    world.workers.clear();
    world.workers.add(new WorkerView("w9", List.of(0, 1, 2, 3)));

    world.tick(Duration.ofSeconds(1));
    assertThat(world.last.due()).isEmpty();

    world.end(slice, Reason.MILESTONE);
    assertThat(world.only(Role.PRETRAINING).status()).isEqualTo(RunStatus.COMPLETED);
  }

  @Test
  void waitsWithoutWorkers() {
    World nobody = new World(0);
    nobody.send("c1", new StartStudy("s", Specs.small()));

    assertThat(nobody.given).isEmpty();
    assertThat(nobody.only(Role.BASELINE).status()).isEqualTo(RunStatus.READY);
  }

  @Test
  void startsALoneRunInAStudyOfItsOwn() {
    world.send("c1", new StartRun(null, Specs.optimise(3), 0));
    world.send("c1", new StartRun(null, Specs.optimise(3), 0));
    assertThat(world.state.studies()).hasSize(1);
    assertThat(world.only(Role.EXPLORATORY).cell().seed()).isEqualTo(3);

    world.send("c1", new StartRun(null, Specs.optimise(4), 0));
    assertThat(world.rejections).singleElement().matches(r -> r.code() == Code.CONFLICT);
  }

  @Test
  void evaluatesAMilestoneToCome() {
    world.send("c1", new StartRun("mine", Specs.optimise(3), 0));
    RunState run = world.only(Role.EXPLORATORY);
    world.send(
        "c2", new Evaluate("mine", Specs.evaluate(CheckpointSource.milestone(run.run(), 10))));
    world.finishAll();

    assertThat(world.study("mine").status()).isEqualTo(StudyStatus.ENDED);
    assertThat(world.study("mine").runs()).isEqualTo(2);

    world.send(
        "c3", new Evaluate("mine", Specs.evaluate(CheckpointSource.milestone(run.run(), 11))));
    assertThat(world.rejections)
        .singleElement()
        .matches(r -> "/evaluation/from/step".equals(r.place()))
        .matches(r -> r.message().contains("[10, 20]"));
  }

  @Test
  void rejectsWhatNamesNothing() {
    world.send("c1", new Cancel("nowhere", null, null));
    started();
    world.send("c2", new Pause("s", "r-none", null));

    assertThat(world.rejections).extracting(r -> r.code()).containsOnly(Code.UNKNOWN_REFERENCE);
    assertThat(world.rejections).extracting(r -> r.place()).containsExactly("/study", "/run");
  }

  @Test
  void failsARunWhoseRecordCannotBeRead() {
    Slice slice = pretraining();
    Origin origin = new Origin(null, null, "outcomes", 0, 9, "?", 1, "0".repeat(64));

    world.apply(new Input.Unreadable(slice.run(), "not JSON", origin));

    assertThat(world.run(slice.run()).status()).isEqualTo(RunStatus.FAILED);
    assertThat(world.rejections).hasSize(1);
    assertThat(world.stops).hasSize(1);
    assertThat(ended(slice.run())).hasSize(1);

    world.pending.clear();
    world.send("c2", new StartStudy("other", Specs.small()));
    assertThat(world.outstanding()).as("its worker gets the next slice").isNotEmpty();
  }

  @Test
  void answersACommandThatTripsADefectAndGoesOn() {
    World broken = new World(1, Specs.BROKEN_CATALOGUE);
    broken.apply(
        World.command("c1", new StartStudy("s", Specs.small())),
        World.command("c2", new Cancel("nowhere", null, null)));

    assertThat(broken.rejections).hasSize(2);
    assertThat(broken.rejections.get(0).message()).contains("fault of ours");
    assertThat(broken.state.studies()).isEmpty();
  }

  @Test
  void goesOnFromWhatTheTopicsHold() {
    world.end(pretraining(), Reason.TIME);
    World restored = new World(1);
    restored.now = world.now;
    restored.state =
        State.of(
            world.state.installation(),
            world.state.studies().values(),
            world.state.runs().values());
    assertThat(restored.state.live()).isEqualTo(world.state.live());
    restored.pending.addAll(world.pending);

    restored.finishAll();
    assertThat(restored.study("s").status()).isEqualTo(StudyStatus.ENDED);
  }
}

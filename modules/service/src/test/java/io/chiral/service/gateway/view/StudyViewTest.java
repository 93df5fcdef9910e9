package io.chiral.service.gateway.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.chiral.messages.Codec;
import io.chiral.messages.Topics;
import io.chiral.messages.event.CheckpointPublished;
import io.chiral.messages.event.TrainingScalars;
import io.chiral.messages.state.RunStatus;
import io.chiral.messages.state.StudyState;
import io.chiral.messages.state.StudyState.StudyStatus;
import io.chiral.messages.work.Cell;
import io.chiral.service.gateway.SmokeStory;
import io.chiral.service.gateway.view.StudyView.Collected;
import io.chiral.service.gateway.view.StudyView.ReportText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StudyViewTest {

  private static final Since NOTHING = new Since.Version(0);
  private static final Topics TOPICS = Topics.standard();

  private final Slots slots = new Slots(TOPICS);
  private final StudyView view = new StudyView(slots, "cluster");
  private final SmokeStory story = new SmokeStory(new Codec());
  private final Cell cell = SmokeStory.objective("l1", "none", 1);
  private long offset;

  private void run(String id, RunStatus status, int step) {
    String worker = status == RunStatus.RUNNING ? "w1" : null;
    view.apply(
        TOPICS.runs(),
        0,
        offset++,
        SmokeStory.run(id, cell, SmokeStory.optimise(1), status, step, worker));
  }

  private void metric(Object event) {
    view.apply(TOPICS.metrics(), 3, offset++, event);
  }

  private CurveItem.Curves curve(Since since) {
    return view.findCurve("r-1").orElseThrow().value(since);
  }

  @Test
  void estimatesTheTimeLeftFromRunsAlike() {
    run("r-1", RunStatus.COMPLETED, 30);
    run("r-2", RunStatus.RUNNING, 20);
    run("r-3", RunStatus.READY, 0);
    StudyItem.Progress progress = view.findStudy(SmokeStory.STUDY).orElseThrow().value(NOTHING);
    // 40 steps left at 0.9 s by one worker
    assertThat(progress.secondsLeft()).isEqualTo(36);
    assertThat(progress.stepsDone()).isEqualTo(50);
    assertThat(progress.status()).isEqualTo("accepted");
    assertThat(progress.byStatus()).containsEntry("ready", 1).containsEntry("running", 1);
  }

  @Test
  void doesNotGuessTheTimeLeftOfWhatWasNeverComputed() {
    run("r-2", RunStatus.RUNNING, 0);
    assertThat(view.findStudy(SmokeStory.STUDY).orElseThrow().value(NOTHING).secondsLeft())
        .isNull();
  }

  @Test
  void takesARecordOnceHoweverOftenItComes() {
    view.apply(
        TOPICS.runs(),
        0,
        5,
        SmokeStory.run("r-1", cell, SmokeStory.optimise(1), RunStatus.READY, 0, null));
    long version = view.version();
    view.apply(
        TOPICS.runs(),
        0,
        5,
        SmokeStory.run("r-1", cell, SmokeStory.optimise(1), RunStatus.READY, 0, null));
    assertThat(view.version()).isEqualTo(version);
  }

  @Test
  void forgetsACheckpointWhoseEventWasTakenAway() throws IOException {
    CheckpointPublished event = checkpoint();
    String id = event.checkpoint().id();
    view.apply(TOPICS.checkpoints(), 2, offset++, event);
    assertThat(view.checkpoints()).containsExactly(event);

    view.apply(TOPICS.checkpoints(), 2, offset++, new Collected("another"));
    assertThat(view.findCheckpoint(id)).contains(event);
    view.apply(TOPICS.checkpoints(), 2, offset++, new Collected(id));

    assertThat(view.checkpoints()).isEmpty();
    assertThat(view.findCheckpoint(id)).isEmpty();
  }

  private static CheckpointPublished checkpoint() throws IOException {
    return new Codec()
        .read(
            CheckpointPublished.class,
            Files.readAllBytes(
                Path.of("..", "..", "schemas/examples/checkpoint-published", "milestone.json")));
  }

  private void forgotten() {
    StudyState state =
        new StudyState(
            SmokeStory.STUDY,
            null,
            "d".repeat(64),
            "c",
            StudyStatus.FORGOTTEN,
            0,
            0,
            0,
            null,
            null,
            SmokeStory.NOW,
            SmokeStory.NOW);
    view.apply(TOPICS.studies(), 0, offset++, state);
  }

  @Test
  void dropsAllOfAForgottenStudyAndTellsThatItIs() throws IOException {
    run("r-1", RunStatus.COMPLETED, 30);
    metric(SmokeStory.scalars("r-1", 1, 10, 0.1));
    metric(SmokeStory.scores("r-9", cell, 28));
    metric(SmokeStory.tiles("r-9", cell, Map.of("output", "d".repeat(64))));
    view.apply(TOPICS.checkpoints(), 2, offset++, checkpoint());
    view.apply(TOPICS.asymmetry(), 1, offset++, new ReportText(SmokeStory.STUDY, "{}"));
    long before = view.version();
    forgotten();

    assertThat(view.findRun("r-1")).isEmpty();
    assertThat(view.findCurve("r-1")).isEmpty();
    assertThat(view.findReport(SmokeStory.STUDY)).isEmpty();
    assertThat(view.checkpoints()).isEmpty();
    StudyItem left = view.findStudy(SmokeStory.STUDY).orElseThrow();
    assertThat(left.value(NOTHING))
        .matches(value -> value.status().equals("forgotten") && value.runs() == 0);
    assertThat(view.changedAfter(before)).containsExactly(left);
    assertThat(view.changedAfter(0)).containsExactly(left);
  }

  /** Topics are read side by side: its events may come after the word that it is forgotten. */
  @Test
  void takesNothingMoreOfAForgottenStudy() {
    forgotten();
    long version = view.version();
    run("r-1", RunStatus.COMPLETED, 30);
    metric(SmokeStory.scalars("r-1", 1, 10, 0.1));
    view.apply(TOPICS.asymmetry(), 1, offset++, new ReportText(SmokeStory.STUDY, "{}"));

    assertThat(view.version()).isEqualTo(version);
    assertThat(view.findCurve("r-1")).isEmpty();
  }

  @Test
  void keepsEachItemOnceInTheOrderOfChange() {
    run("r-1", RunStatus.RUNNING, 10);
    run("r-2", RunStatus.READY, 0);
    long before = view.version();
    run("r-1", RunStatus.RUNNING, 20);
    assertThat(view.changedAfter(before)).extracting(Item::key).containsExactly("r-1", "smoke-1");
    assertThat(view.changedAfter(0)).extracting(Item::key).containsExactly("r-2", "r-1", "smoke-1");
  }

  @Test
  void givesOnlyTheNewPointsOfACurve() {
    metric(SmokeStory.scalars("r-1", 1, 10, 0.1));
    long before = view.version();
    metric(SmokeStory.scalars("r-1", 8, 12, 0.1));
    CurveItem.Curves news = curve(new Since.Version(before));
    assertThat(news.after()).isEqualTo(10);
    assertThat(news.steps()).containsExactly(11, 12);
    assertThat(curve(NOTHING).after()).isNull();
    assertThat(curve(NOTHING).steps()).hasSize(12);
  }

  @Test
  void marksWhatIsNotFiniteOrWasNotLoggedAsAbsent() {
    List<Double> values = new ArrayList<>();
    values.add(null);
    metric(SmokeStory.scalars("r-1", 1, 1, 0.1));
    metric(
        new TrainingScalars(
            SmokeStory.STUDY, "r-1", List.of(2), List.of("l_d_real"), List.of(values)));
    CurveItem.Curves curves = curve(NOTHING);
    assertThat(curves.names()).containsExactly("l_g_total", "learning_rate", "l_d_real");
    assertThat(curves.columns().get(0).get(1)).isNull();
    assertThat(curves.columns().get(2)).containsOnlyNulls();
  }

  @Test
  void thinsLongCurvesAndSendsThemWholeThen() {
    metric(SmokeStory.scalars("r-1", 1, 2_000, 0.1));
    long before = view.version();
    metric(SmokeStory.scalars("r-1", 2_001, 2_003, 0.1));
    CurveItem.Curves news = curve(new Since.Version(before));
    assertThat(news.after()).isNull();
    assertThat(news.steps()).hasSize(1_002).startsWith(1, 3, 5).endsWith(2_003);
  }

  @Test
  void boundsAllCurvesTogether() {
    StudyView small = new StudyView(slots, "cluster", 300);
    for (int run = 0; run < 10; run++) {
      small.apply(TOPICS.metrics(), 0, run, SmokeStory.scalars("r-" + run, 1, 50, 0.1));
    }
    int numbers = 0;
    for (int run = 0; run < 10; run++) {
      numbers += small.findCurve("r-" + run).orElseThrow().numbers();
    }
    assertThat(numbers).isLessThanOrEqualTo(300);
  }

  @Test
  void comparesWithBicubicWhicheverComesFirst() {
    Cell evaluated = new Cell(Cell.Role.EVALUATION, "l1", "none", 1L, 30, null);
    Cell bicubic = new Cell(Cell.Role.BASELINE, null, null, null, null, null);
    metric(SmokeStory.scores("r-early", evaluated, 25));
    long before = view.version();
    metric(SmokeStory.scores("r-baseline", bicubic, 24));
    metric(SmokeStory.scores("r-late", evaluated, 24.5));
    assertThat(view.changedAfter(before))
        .filteredOn(item -> !item.key().equals("r-baseline"))
        .extracting(item -> ((ScoresItem.Scores) item.value(NOTHING)).gain())
        .containsExactly(new ScoresItem.Gain(1, 1, 3), new ScoresItem.Gain(0.5, 0.5, 3));
  }

  @Test
  void tokensSayWhatWasSeenAtAnyGateway() {
    run("r-1", RunStatus.READY, 0);
    metric(SmokeStory.scalars("r-1", 1, 10, 0.1));
    Offsets token = Offsets.parse(view.offsets().token(), slots.count()).orElseThrow();
    view.apply(TOPICS.asymmetry(), 1, 0, new ReportText(SmokeStory.STUDY, "{}"));
    metric(SmokeStory.scalars("r-1", 11, 12, 0.1));
    Since since = new Since.Token(token);

    assertThat(view.covers(token)).isTrue();
    assertThat(view.changedAfter(0))
        .filteredOn(item -> item.hasNews(since))
        .extracting(Item::kind)
        .containsExactly(Kind.REPORT, Kind.SCALARS);
    assertThat(curve(since).steps()).containsExactly(11, 12);
  }

  @Test
  void refusesTokensOfOtherClustersAndOfTheFuture() {
    assertThat(view.covers(new StudyView(slots, "other").offsets())).isFalse();
    StudyView ahead = new StudyView(slots, "cluster");
    ahead.apply(TOPICS.studies(), 0, 0, story.study(StudyStatus.ACTIVE));
    assertThat(view.covers(ahead.offsets())).isFalse();
    assertThat(ahead.covers(view.offsets())).isTrue();
  }

  @Test
  void readsOnlyTokens() {
    for (String text :
        List.of("", "!", "AQ", "AAAAAAA", "x".repeat(5_000), view.offsets().token() + "AA")) {
      assertThat(Offsets.parse(text, slots.count())).as(text).isEqualTo(Optional.empty());
    }
  }

  @Test
  void showsWhatAWorkerTellsUntilItIsAFact() {
    run("r-1", RunStatus.RUNNING, 10);
    long before = view.version();
    view.told("r-1", 15);
    view.told("r-1", 12);
    view.told("unknown", 3);
    assertThat(view.findRun("r-1").orElseThrow().value(NOTHING).step()).isEqualTo(15);
    assertThat(view.changedAfter(before)).allMatch(item -> item.hasNews(new Since.Version(before)));
    run("r-1", RunStatus.COMPLETED, 14);
    assertThat(view.findRun("r-1").orElseThrow().value(NOTHING).step()).isEqualTo(14);
  }
}

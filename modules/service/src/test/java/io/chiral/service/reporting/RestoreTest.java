package io.chiral.service.reporting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.chiral.kafka.StateLostException;
import io.chiral.messages.command.RecordOpinion;
import io.chiral.messages.event.MetricEvent;
import io.chiral.messages.event.OpinionRecorded;
import io.chiral.messages.event.RunEnded;
import io.chiral.messages.report.AsymmetryReport;
import io.chiral.messages.state.RunStatus;
import io.chiral.messages.state.Snapshot;
import io.chiral.messages.state.Snapshot.SavedStudy;
import io.chiral.testkit.PlantedStudy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A reporter that goes on from what another saved, or can't. */
class RestoreTest {
  private static final Duration IDLE = Duration.ofMinutes(5);
  private static final long SMALL = 40_000;
  private static final Map<Integer, Snapshot> NOTHING = Map.of();

  /** All but the last event, which makes the study complete. */
  private static final List<MetricEvent> EVENTS =
      new PlantedStudy(1, new double[] {0.7, 1.2, 2, 4}, PlantedStudy.all(0), PlantedStudy.all(0))
          .images(6)
          .contents(6)
          .splits(2)
          .events();

  private static final int ALL = EVENTS.size();

  private Path folder;
  private RoleTrial trial;

  @BeforeEach
  void makeAStore(@TempDir Path fresh) {
    folder = fresh;
    trial = new RoleTrial(folder, new SavePolicy(Long.MAX_VALUE, IDLE));
  }

  private static OpinionRecorded late() {
    return new OpinionRecorded(
        PlantedStudy.ID,
        "late",
        new RecordOpinion(
            PlantedStudy.ID, "ann", "photo1", "l1-none-1", 400, "ssim-none-1", 400, 1));
  }

  private void fold(int from, int to, int published) {
    for (int offset = from; offset < to; offset++) {
      trial.fold(offset, EVENTS.get(offset), offset < published);
    }
  }

  /** What one process says that folds everything. */
  private AsymmetryReport whole(MetricEvent... more) {
    trial.takeOver(NOTHING, ALL - 1);
    fold(0, ALL, ALL - 1);
    for (int i = 0; i < more.length; i++) {
      trial.fold(ALL + i, more[i], false);
    }
    return only(trial.news());
  }

  private static AsymmetryReport only(List<AsymmetryReport> reports) {
    assertThat(reports).hasSize(1);
    return reports.get(0);
  }

  private static Snapshot there(@Nullable Snapshot snapshot) {
    return Objects.requireNonNull(snapshot);
  }

  /** Folds up to an offset, tells, saves, and is gone. */
  private Snapshot savedAt(int offset) {
    trial.takeOver(NOTHING, 0);
    fold(0, offset, 0);
    trial.news();
    return there(trial.lastBookmark());
  }

  private Path file(Snapshot snapshot) {
    return folder.resolve("files").resolve(only(snapshot).file());
  }

  private static SavedStudy only(Snapshot snapshot) {
    assertThat(snapshot.studies()).hasSize(1);
    return snapshot.studies().get(0);
  }

  @Test
  void aSnapshotAndTheRestTellTheSameAsTheWhole() {
    AsymmetryReport expected = whole();
    Snapshot saved = savedAt(30);
    assertThat(saved.offset()).isEqualTo(30);

    assertThat(trial.takeOver(Map.of(3, saved), ALL - 1)).isEqualTo(30);
    fold(30, ALL, ALL - 1);

    assertThat(only(trial.news())).isEqualTo(expected);
  }

  @Test
  void takesNoEventTwiceThatTheFileHolds() {
    Snapshot saved = savedAt(30);
    Snapshot needsMore = new Snapshot(3, 10, saved.studies());
    trial.takeOver(Map.of(3, needsMore), 30);
    trial.failing.away(true);

    fold(10, 30, 30); // would read the file, which can't be reached

    assertThat(trial.bookmark()).isNull();
  }

  @Test
  void aFileWithoutABookmarkIsAsIfItWereNot() {
    AsymmetryReport expected = whole();
    savedAt(30); // killed before the transaction

    assertThat(trial.takeOver(NOTHING, ALL - 1)).isZero();
    fold(0, ALL, ALL - 1);

    assertThat(only(trial.news())).isEqualTo(expected);
  }

  @Test
  void aDamagedFileMeansTheBeginning() throws IOException {
    AsymmetryReport expected = whole();
    Snapshot saved = savedAt(30);
    Files.writeString(file(saved), "damaged");

    startsOver(saved, expected);
  }

  @Test
  void aFileThatIsGoneMeansTheBeginning() throws IOException {
    AsymmetryReport expected = whole();
    Snapshot saved = savedAt(30);
    Files.delete(file(saved));

    startsOver(saved, expected);
  }

  private void startsOver(Snapshot saved, AsymmetryReport expected) {
    trial.takeOver(Map.of(3, saved), ALL - 1);
    assertThatThrownBy(() -> fold(30, 31, ALL - 1)).isInstanceOf(StateLostException.class);

    assertThat(trial.again(ALL - 1)).isZero();
    fold(0, ALL, ALL - 1);

    assertThat(only(trial.news())).isEqualTo(expected);
    assertThat(there(trial.lastBookmark()).offset()).isEqualTo(ALL);
  }

  @Test
  void waitsForAStoreThatIsAway() {
    AsymmetryReport expected = whole();
    Snapshot saved = savedAt(30);
    trial.takeOver(Map.of(3, saved), ALL - 1);
    trial.failing.away(true);
    assertThatThrownBy(() -> fold(30, 31, ALL - 1)).isInstanceOf(UncheckedIOException.class);
    trial.failing.away(false);

    fold(30, ALL, ALL - 1);

    assertThat(only(trial.news())).isEqualTo(expected);
  }

  @Test
  void reportsAlthoughNothingCanBeSavedAndSavesLater() {
    trial.takeOver(NOTHING, 0);
    fold(0, 30, 0);
    trial.failing.away(true);
    assertThat(trial.news()).hasSize(1);
    assertThat(trial.lastBookmark()).isNull();
    trial.failing.away(false);
    assertThat(trial.lastBookmark()).as("not at once again").isNull();

    trial.clock.pass(Duration.ofMinutes(1));

    assertThat(there(trial.lastBookmark()).offset()).isEqualTo(30);
  }

  @Test
  void savesNothingThatWasNotTold() {
    trial.takeOver(NOTHING, 0);
    fold(0, 30, 0);

    assertThat(trial.lastBookmark()).isNull();
  }

  @Test
  void saysNothingAgainAfterAFailOver() {
    Snapshot saved = savedAt(30);
    trial.takeOver(Map.of(3, saved), 30);

    trial.fold(30, EVENTS.get(29), false); // changes nothing

    assertThat(trial.news()).isEmpty();
  }

  @Test
  void anIdleStudyIsSavedSleepsAndWakesForALateOpinion() {
    AsymmetryReport expected = whole(late());
    trial.takeOver(NOTHING, ALL - 1);
    fold(0, ALL, ALL - 1);
    assertThat(only(trial.news()).provisional()).isFalse();
    assertThat(trial.bookmark()).isNull();
    trial.clock.pass(IDLE);
    assertThat(trial.bookmark()).as("is being written").isNull();
    await().atMost(Duration.ofSeconds(60)).until(() -> trial.bookmark() != null);
    assertThat(trial.awake()).isZero();

    trial.fold(ALL, late(), false);

    assertThat(trial.awake()).isEqualTo(1);
    assertThat(only(trial.news()))
        .usingRecursiveComparison()
        .ignoringFields("generatedAt")
        .isEqualTo(expected);
  }

  @Test
  void savesAStudyWhenMuchCameToItsPartitionAlsoWhileItIsSilent() {
    trial = new RoleTrial(folder, new SavePolicy(SMALL, IDLE));
    trial.takeOver(NOTHING, 10_000);
    trial.fold(0, new RunEnded("a-small", "r", RunStatus.COMPLETED, null), true);
    assertThat(trial.bookmark()).isNull();
    for (int offset = 1; offset <= SMALL / 500; offset++) {
      trial.fold(offset, new RunEnded("other", "r" + offset, RunStatus.COMPLETED, null), true);
    }
    Snapshot both =
        await()
            .atMost(Duration.ofSeconds(60))
            .until(() -> trial.bookmark(), s -> s != null && s.studies().size() == 1);

    assertThat(only(there(both)).study()).isEqualTo("a-small");
    assertThat(both.offset()).as("where the other begins").isEqualTo(1);
    assertThat(only(there(both)).upTo()).isEqualTo(SMALL / 500 + 1);
  }

  @Test
  void keepsTheTraceOfWhatAskedForAStudy() {
    trial.takeOver(NOTHING, 0);
    fold(0, ALL, 0);
    trial.news();

    assertThat(only(there(trial.lastBookmark())).trace()).startsWith("00-0af7651916cd43dd");
  }
}

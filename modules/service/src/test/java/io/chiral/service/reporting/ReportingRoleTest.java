package io.chiral.service.reporting;

import static org.assertj.core.api.Assertions.assertThat;

import io.chiral.messages.MessageType;
import io.chiral.messages.event.RunEnded;
import io.chiral.messages.event.StudyForgotten;
import io.chiral.messages.report.AsymmetryReport;
import io.chiral.messages.state.RunStatus;
import io.chiral.messages.state.Snapshot;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportingRoleTest {

  private RoleTrial trial;

  @BeforeEach
  void ownAPartition(@TempDir Path folder) {
    trial = new RoleTrial(folder, new SavePolicy(1 << 20, Duration.ofMinutes(5)));
    assertThat(trial.takeOver(Map.of(), 40)).isZero();
  }

  private static RunEnded ended(String study) {
    return new RunEnded(study, "r-1", RunStatus.COMPLETED, null);
  }

  @Test
  void saysHowFarItHasRead() {
    trial.fold(41, ended("s"), false);

    assertThat(trial.news())
        .singleElement()
        .matches(report -> report.study().equals("s"))
        .matches(report -> report.asOf().offset() == 42 && report.asOf().partition() == 3);
  }

  @Test
  void saysNothingOfWhatAnEarlierOwnerSaid() {
    trial.fold(0, ended("s"), true);

    assertThat(trial.news()).isEmpty();
  }

  @Test
  void saysTheSameThingOnce() {
    trial.fold(41, ended("s"), false);
    trial.news();
    trial.fold(42, ended("s"), false);

    assertThat(trial.news()).isEmpty();
  }

  @Test
  void saysNotAgainWhatAnEarlierOwnerSaidWhenNothingCameOfANewEvent() {
    trial.fold(0, ended("s"), true);
    trial.fold(41, ended("s"), false);

    assertThat(trial.news()).isEmpty();
  }

  @Test
  void saysAgainWhatWasTakenFromItBeforeItWasTold() {
    trial.fold(41, ended("s"), false);
    assertThat(trial.news()).hasSize(1);
    trial.role().released(Set.of(RoleTrial.PARTITION));
    trial.takeOver(Map.of(), 40);
    trial.fold(41, ended("s"), false);

    assertThat(trial.news()).hasSize(1);
  }

  @Test
  void reportsEachStudyApart() {
    trial.fold(41, ended("a"), false);
    trial.fold(42, ended("b"), false);

    assertThat(trial.news()).extracting(AsymmetryReport::study).containsExactly("a", "b");
  }

  @Test
  void passesOverWhatItCannotRead() {
    trial.fold(41, MessageType.RUN_ENDED.typeName(), "{".getBytes(StandardCharsets.UTF_8), false);
    trial.fold(42, "io.chiral.from-the-future.v9", "{}".getBytes(StandardCharsets.UTF_8), false);
    trial.fold(43, ended("s"), false);

    assertThat(trial.news()).singleElement().matches(report -> report.asOf().offset() == 44);
  }

  @Test
  void takesTheReportOfAForgottenStudyAwayOnce() {
    trial.fold(41, ended("s"), false);
    trial.fold(42, ended("t"), false);
    trial.news();
    trial.fold(43, new StudyForgotten("s"), false);

    assertThat(trial.unreported()).containsExactly("s");
    assertThat(trial.unreported()).isEmpty();
    assertThat(trial.lastBookmark())
        .isNotNull()
        .satisfies(
            saved ->
                assertThat(saved.studies())
                    .extracting(Snapshot.SavedStudy::study)
                    .containsExactly("t"));
  }

  @Test
  void saysNothingOfWhatComesAfterAStudyWasForgotten() {
    trial.fold(41, ended("s"), false);
    trial.fold(42, new StudyForgotten("s"), false);
    trial.unreported();
    trial.fold(43, ended("s"), false);

    assertThat(trial.news()).isEmpty();
    assertThat(trial.awake()).isZero();
  }

  @Test
  void saysNothingOfAForgottenStudyWhoseReportAnEarlierOwnerTookAway() {
    trial.fold(0, ended("s"), true);
    trial.fold(1, new StudyForgotten("s"), true);

    assertThat(trial.unreported()).isEmpty();
    assertThat(trial.news()).isEmpty();
    assertThat(trial.awake()).isZero();
  }

  @Test
  void forgetsWhatAnotherMemberOwns() {
    trial.fold(41, ended("s"), false);
    trial.role().released(Set.of(RoleTrial.PARTITION));
    trial.takeOver(Map.of(), 42);

    assertThat(trial.news()).isEqualTo(List.of());
  }
}

package io.chiral.asymmetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chiral.messages.event.ImagesScored;
import io.chiral.messages.event.MetricEvent;
import io.chiral.messages.event.RunEnded;
import io.chiral.messages.event.StudyExpanded;
import io.chiral.messages.event.TrainingScalars;
import io.chiral.messages.report.AsOf;
import io.chiral.messages.report.AsymmetryReport;
import io.chiral.messages.report.Figure;
import io.chiral.messages.report.GainOverBicubic;
import io.chiral.messages.report.MetricLives;
import io.chiral.messages.report.SettingReport;
import io.chiral.messages.state.RunStatus;
import io.chiral.testkit.PlantedStudy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StudyFoldTest {

  private static final double[] RISING = {0.7, 1.2, 2, 4};
  private static final double[] UP = {-1.5, -0.5, 0.5, 1.5};
  private static final double[] DOWN = {1.5, 0.5, -0.5, -1.5};

  private static final List<MetricEvent> EVENTS =
      new PlantedStudy(1, RISING, UP, DOWN).images(12).contents(15).events();

  private static final AsymmetryReport REPORT = report(fold(EVENTS));

  @Test
  void givesTheSameReportInAnyOrderAndAnyNumberOfTimes() {
    List<MetricEvent> twice = new ArrayList<>(EVENTS);
    twice.addAll(EVENTS);
    Collections.shuffle(twice, new Random(5));
    assertThat(report(fold(twice))).isEqualTo(REPORT);
  }

  @Test
  void mergesPartsIntoTheWhole() {
    StudyFold merged = fold(EVENTS.subList(0, 40));
    merged.merge(fold(EVENTS.subList(30, EVENTS.size())));
    assertThat(report(merged)).isEqualTo(REPORT);
  }

  @Test
  void isMadeAgainByItsOwnEvents() {
    StudyFold whole = fold(EVENTS);
    StudyFold again = fold(whole.events().toList());
    assertThat(again.events()).containsExactlyElementsOf(whole.events().toList());
    assertThat(report(again)).isEqualTo(REPORT);
  }

  @Test
  void recoversAPlantedReversalUnderOneSetting() {
    assertThat(REPORT.provisional()).isFalse();
    assertThat(REPORT.awaited()).isEmpty();
    assertThat(REPORT.conditionalOnRuns()).isFalse();
    SettingReport none = REPORT.settings().get(0);
    SettingReport patch = REPORT.settings().get(1);
    assertThat(none.verdict()).isEqualTo("orders agree");
    assertThat(none.asymmetry().value()).isZero();
    assertThat(none.asymmetry().high()).isZero();
    assertThat(patch.verdict()).isEqualTo("reversal certain");
    assertThat(patch.asymmetry().value()).isEqualTo(1);
    assertThat(patch.reversals()).contains(List.of("l1", "vgg16-random-3"));
    assertThat(patch.amplification().value()).isEqualTo(1);
    assertThat(patch.amplification().low()).isEqualTo(1);
    assertThat(patch.spearman().value()).isEqualTo(-1);
    assertThat(patch.regret().low()).isGreaterThan(2);
    double planted = 3 / deviation("niqe"); // from the best objective, 1.5, to −1.5
    assertThat(patch.regret().low()).isLessThan(planted);
    assertThat(patch.regret().high()).isGreaterThan(planted);
    assertThat(none.regret().value()).isZero();
    assertThat(patch.alignedStep()).isEqualTo(400);
    assertThat(patch.bySteps()).hasSize(2);
  }

  private static double deviation(String judge) {
    return REPORT.protocol().judges().stream()
        .filter(known -> known.id().equals(judge))
        .map(known -> Objects.requireNonNull(known.deviation()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void doesNotCallPlantedAgreementAReversal() {
    int reversals = 0;
    for (int trial = 0; trial < 8; trial++) {
      AsymmetryReport report =
          report(
              fold(
                  new PlantedStudy(
                          100 + trial,
                          new double[] {1, 1.1, 1.2, 4},
                          new double[] {0, 0.1, 0.2, 0.3},
                          new double[] {0, 0, 0, 0})
                      .contents(9)
                      .events()));
      reversals +=
          report.settings().stream().anyMatch(s -> "reversal certain".equals(s.verdict())) ? 1 : 0;
    }
    // At most 5% of studies may be called so; 3 of 8 or more have a chance of 0.6% then.
    assertThat(reversals).isLessThan(3);
  }

  @Test
  void tellsWhatTrainingGainedOverBicubic() {
    GainOverBicubic last =
        REPORT.gainOverBicubic().stream()
            .filter(gain -> gain.metric().equals("l1") && gain.setting().equals("none"))
            .reduce((a, b) -> b)
            .orElseThrow();
    assertThat(last.step()).isEqualTo(400);
    assertThat(last.images()).hasSize(12);
    assertThat(last.positive()).isEqualTo(12);
    assertThat(last.gain().value()).isBetween(3.0, 4.0); // planted: −1.5 against −5
    assertThat(last.gain().low()).isLessThan(last.gain().value());
  }

  @Test
  void givesAValidReportWhateverIsMissing() {
    StudyFold fold = new StudyFold(PlantedStudy.ID);
    assertThat(report(fold).provisional()).isTrue();
    assertThat(report(fold).awaited()).containsExactly("the study's expansion");
    List<MetricEvent> shuffled = new ArrayList<>(EVENTS);
    Collections.shuffle(shuffled, new Random(9));
    EVENTS.stream().filter(StudyExpanded.class::isInstance).forEach(fold::apply);
    for (int at = 0; at < shuffled.size(); at++) {
      fold.apply(shuffled.get(at));
      if (at % 40 == 0 && !fold.complete()) {
        assertThat(report(fold).provisional()).isTrue();
      }
    }
    assertThat(fold.complete()).isTrue();
  }

  @Test
  void givesNoVerdictWithoutRepeatedRunsOrWithFewImages() {
    SettingReport single =
        report(fold(new PlantedStudy(2, RISING, UP, DOWN).contents(9).seeds(1L).events()))
            .settings()
            .get(1);
    assertThat(single.verdict()).isNull();
    assertThat(single.verdictReason()).contains("no cell was repeated");
    SettingReport few =
        report(fold(new PlantedStudy(2, RISING, UP, DOWN).contents(9).images(5).events()))
            .settings()
            .get(1);
    assertThat(few.verdict()).isNull();
    assertThat(few.verdictReason()).contains("5 independent images or contents, fewer than 6");
    SettingReport split =
        report(fold(new PlantedStudy(2, RISING, UP, DOWN).contents(9).splits(3).events()))
            .settings()
            .get(1);
    assertThat(split.verdict()).isNull();
    assertThat(split.asymmetry().low()).isZero();
    assertThat(split.asymmetry().high()).isEqualTo(1);
  }

  @Test
  void showsASecondValueAsAFaultWhicheverCameFirst() {
    ImagesScored scored =
        EVENTS.stream()
            .filter(ImagesScored.class::isInstance)
            .map(ImagesScored.class::cast)
            .findFirst()
            .orElseThrow();
    ImagesScored.Score score = scored.scores().get(0);
    ImagesScored other =
        new ImagesScored(
            scored.study(),
            scored.run(),
            scored.cell(),
            scored.part(),
            scored.parts(),
            List.of(new ImagesScored.Score(score.image(), score.judge(), 99.0)),
            scored.protocol());
    List<MetricEvent> after = new ArrayList<>(EVENTS);
    after.add(other);
    List<MetricEvent> before = new ArrayList<>(EVENTS);
    before.add(0, other);
    AsymmetryReport report = report(fold(after));
    assertThat(report.faults()).hasSize(1);
    assertThat(report.faults().get(0).key()).contains(score.image(), score.judge(), scored.run());
    assertThat(report(fold(before))).isEqualTo(report);
  }

  @Test
  void leavesAMetricOutWhoseRunsFailed() {
    List<MetricEvent> events =
        new ArrayList<>(
            EVENTS.stream()
                .filter(e -> !(e instanceof ImagesScored s && s.run().startsWith("ssim-patch")))
                .map(StudyFoldTest::failed)
                .toList());
    AsymmetryReport report = report(fold(events));
    assertThat(report.provisional()).isFalse();
    assertThat(report.settings().get(0).asymmetry().n()).isEqualTo(4);
    assertThat(report.settings().get(1).asymmetry().n()).isEqualTo(3);
    assertThat(report.protocol().missing())
        .anyMatch(line -> line.contains("objective of ssim in patch-vgg16, seed 1: failed"));
    assertThat(report.stability().get(0).failed().value()).isEqualTo(0.25);
    Figure unsteady = Objects.requireNonNull(report.stability().get(0).unsteady());
    assertThat(unsteady.value()).isEqualTo(0.25);
    assertThat(unsteady.low()).isBetween(0.0, 0.25); // Wilson: 0.07 to 0.59
    assertThat(unsteady.high()).isBetween(0.5, 0.7);
  }

  private static MetricEvent failed(MetricEvent event) {
    return event instanceof RunEnded end && end.run().startsWith("ssim-patch")
        ? new RunEnded(end.study(), end.run(), RunStatus.FAILED, "diverged")
        : event;
  }

  @Test
  void refusesAnotherStudysEvents() {
    StudyFold fold = new StudyFold("other");
    assertThatThrownBy(() -> fold.apply(EVENTS.get(0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("planted");
  }

  @Test
  void givesNoVerdictWhileAnotherSettingIsAwaited() {
    List<MetricEvent> early =
        EVENTS.stream()
            .filter(e -> !(e instanceof RunEnded end && end.run().startsWith("ssim-patch")))
            .toList();
    AsymmetryReport report = report(fold(early));
    assertThat(report.provisional()).isTrue();
    // Judges' deviations and the runs' variance are pooled: they will be others.
    assertThat(report.settings()).allMatch(setting -> setting.verdict() == null);
    assertThat(report.settings().get(0).verdictReason()).contains("no run is awaited");
  }

  @Test
  void aRunThatSkippedStepsBetweenTheLoggedOnesIsGuarded() {
    List<MetricEvent> events = new ArrayList<>(EVENTS);
    events.add(
        new TrainingScalars(
            PlantedStudy.ID,
            "l1-patch-vgg16-1",
            List.of(90),
            List.of("l_g_total", "skipped"),
            List.of(List.of(0.1), List.of(17.0))));
    StudyFold fold = fold(events);
    Figure guarded = report(fold).stability().get(0).guarded();
    assertThat(guarded.value()).isEqualTo(1.0 / 8);
    assertThat(report(fold(fold.events().toList())).stability().get(0).guarded())
        .isEqualTo(guarded);
  }

  @Test
  void tellsOneIntervalOfAnAssessorThatRestsOnOneBenchmark() {
    for (MetricLives lives : REPORT.settings().get(0).metrics()) {
      Figure srcc =
          REPORT.assessors().stream()
              .filter(assessor -> assessor.metric().equals(lives.id()))
              .findFirst()
              .orElseThrow()
              .srcc();
      assertThat(lives.assessor().low()).isEqualTo(srcc.low());
      assertThat(lives.assessor().high()).isEqualTo(srcc.high());
    }
  }

  @Test
  void noCorrelationsIntervalLeavesItsRange() {
    AsymmetryReport few = report(fold(new PlantedStudy(8, RISING, UP, DOWN).contents(6).events()));
    assertThat(few.assessors())
        .flatExtracting(a -> List.of(a.srcc(), a.krcc(), a.plcc(), a.plcc4(), a.plcc5()))
        .allMatch(f -> f.low() == null || (f.low() >= -1 && Objects.requireNonNull(f.high()) <= 1));
    assertThat(few.assessors())
        .flatExtracting(a -> List.of(a.plcc4(), a.rmse4(), a.plcc5(), a.rmse5()))
        .allMatch(f -> f.low() == null || f.low() >= 0);
  }

  private static StudyFold fold(List<MetricEvent> events) {
    StudyFold fold = new StudyFold(PlantedStudy.ID);
    events.forEach(fold::apply);
    return fold;
  }

  private static AsymmetryReport report(StudyFold fold) {
    return fold.report(new AsOf(3, 4711), Instant.EPOCH, "test");
  }
}

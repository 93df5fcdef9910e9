package io.chiral.asymmetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.chiral.messages.Codec;
import io.chiral.messages.Topics;
import io.chiral.messages.event.MetricEvent;
import io.chiral.messages.event.StudyExpanded;
import io.chiral.messages.event.TrainingDiagnosed;
import io.chiral.messages.report.AsOf;
import io.chiral.messages.report.AsymmetryReport;
import io.chiral.messages.report.Diagnosis;
import io.chiral.testkit.PlantedStudy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What runs tell of their training, from events to the report. */
class DiagnosisFoldTest {

  private static final List<MetricEvent> EXPANSION =
      new PlantedStudy(1, ones(), ones(), ones())
          .events().stream().filter(StudyExpanded.class::isInstance).toList();

  private static double[] ones() {
    return new double[] {1, 1, 1, 1};
  }

  @Test
  void isTheMeanOverSeedsWithStudentsInterval() {
    AsymmetryReport report =
        report(
            fold(
                with(
                    told("ssim-patch-vgg16-1", List.of(10, 20), "grad_cosine", 0.2, 0.5),
                    told("ssim-patch-vgg16-2", List.of(10, 20), "grad_cosine", 0.4, null))));

    assertThat(report.diagnosis()).hasSize(1);
    Diagnosis cosine = report.diagnosis().get(0);
    assertThat(cosine.setting()).isEqualTo("patch-vgg16");
    assertThat(cosine.metric()).isEqualTo("ssim");
    assertThat(cosine.name()).isEqualTo("grad_cosine");
    assertThat(cosine.points()).extracting(Diagnosis.Point::step).containsExactly(10, 20);
    var first = cosine.points().get(0).figure();
    assertThat(first.value()).isCloseTo(0.3, within(1e-12));
    // Half the difference is the standard error of two; t for one degree of freedom is 12.706.
    assertThat(first.high()).isCloseTo(0.3 + 12.706205 * 0.1, within(1e-6));
    assertThat(first.n()).isEqualTo(2);
    var second = cosine.points().get(1).figure();
    assertThat(second.value()).isEqualTo(0.5);
    assertThat(second.low()).isNull();
    assertThat(second.reason()).isEqualTo("no interval: one run");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void isTheSameInAnyOrderAnyNumberOfTimesAndInParts(long seed) {
    List<MetricEvent> events = some(seed);
    AsymmetryReport report = report(fold(events));
    Random random = new Random(seed);
    List<MetricEvent> twice = new ArrayList<>(events);
    twice.addAll(events);
    Collections.shuffle(twice, random);

    assertThat(report.diagnosis()).isNotEmpty();
    assertThat(report(fold(twice))).isEqualTo(report);

    int cut = random.nextInt(events.size());
    StudyFold merged = fold(events.subList(0, cut));
    merged.merge(fold(events.subList(Math.max(0, cut - 3), events.size())));
    assertThat(report(merged)).isEqualTo(report);
    StudyFold again = fold(fold(events).events().toList());
    assertThat(report(again).diagnosis()).isEqualTo(report.diagnosis());
    assertThat(again.events()).containsExactlyElementsOf(fold(events).events().toList());
  }

  @Test
  void aSecondValueIsAFaultWhicheverCameFirst() {
    TrainingDiagnosed one = told("l1-none-1", List.of(10), "grad_norm_fid", 0.25);
    TrainingDiagnosed other = told("l1-none-1", List.of(10), "grad_norm_fid", 0.5);
    AsymmetryReport report = report(fold(with(one, other)));

    assertThat(report.faults()).hasSize(1);
    assertThat(report.faults().get(0).key()).contains("grad_norm_fid at step 10", "l1-none-1");
    assertThat(report.diagnosis().get(0).points().get(0).figure().value()).isEqualTo(0.25);
    assertThat(report(fold(with(other, one)))).isEqualTo(report);
  }

  @Test
  void aLongRunKeepsItsLastStepAndARecordItsSize() {
    List<Integer> steps = IntStream.rangeClosed(1, 2000).boxed().toList();
    List<MetricEvent> events = new ArrayList<>(EXPANSION);
    for (String metric : PlantedStudy.METRICS) {
      for (String setting : List.of("none", "patch-vgg16")) {
        Double[] values = steps.stream().map(step -> step / 7.0).toArray(Double[]::new);
        for (int name = 0; name < 10; name++) {
          events.add(told(metric + "-" + setting + "-1", steps, "measure_" + name, values));
        }
      }
    }
    AsymmetryReport report = report(fold(events));
    List<Diagnosis> diagnosis = report.diagnosis();

    assertThat(new Codec().write(report).length).isLessThan(Topics.MAX_RECORD_BYTES / 2);
    assertThat(diagnosis).hasSize(80);
    assertThat(diagnosis.stream().mapToInt(series -> series.points().size()).sum())
        .isBetween(1000, 1500);
    List<Integer> shown = diagnosis.get(0).points().stream().map(Diagnosis.Point::step).toList();
    assertThat(shown).startsWith(1).endsWith(2000);
  }

  @Test
  void otherRunsSayNothingOfACell() {
    assertThat(report(fold(with(told("pre-1", List.of(10), "grad_norm_pix", 1.0)))).diagnosis())
        .isEmpty();
  }

  /** Random measures of all cells, in several events a run, some not finite. */
  private static List<MetricEvent> some(long seed) {
    Random random = new Random(seed);
    List<MetricEvent> events = new ArrayList<>(EXPANSION);
    for (String metric : PlantedStudy.METRICS) {
      for (long k = 1; k <= 2; k++) {
        for (int part = 0; part < 3; part++) {
          List<Integer> steps = List.of(10 + 30 * part, 20 + 30 * part, 30 + 30 * part);
          Double[] values = new Double[3];
          Arrays.setAll(values, i -> random.nextInt(5) == 0 ? null : (Double) random.nextDouble());
          events.add(told(metric + "-none-" + k, steps, "measure_" + random.nextInt(2), values));
        }
      }
    }
    return events;
  }

  private static TrainingDiagnosed told(
      String run, List<Integer> steps, String name, @Nullable Double... values) {
    List<@Nullable Double> column = new ArrayList<>(Arrays.asList(values));
    return new TrainingDiagnosed(PlantedStudy.ID, run, steps, List.of(name), List.of(column));
  }

  private static List<MetricEvent> with(TrainingDiagnosed... told) {
    List<MetricEvent> events = new ArrayList<>(EXPANSION);
    events.addAll(List.of(told));
    return events;
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

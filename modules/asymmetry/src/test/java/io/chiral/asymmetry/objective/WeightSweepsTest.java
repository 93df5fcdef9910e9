package io.chiral.asymmetry.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.chiral.asymmetry.StudyFold;
import io.chiral.messages.event.ImagesScored;
import io.chiral.messages.event.MetricEvent;
import io.chiral.messages.report.AsOf;
import io.chiral.messages.report.AsymmetryReport;
import io.chiral.messages.report.Figure;
import io.chiral.messages.report.HarmWeight;
import io.chiral.messages.report.WeightCurve;
import io.chiral.testkit.PlantedStudy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Sweeps of planted harm. */
class WeightSweepsTest {

  private static final Map<Double, Double> HARMLESS =
      Map.of(0.0, 0.0, 0.01, 0.3, 0.03, 0.5, 0.1, 0.0, 0.3, 0.8, 1.0, 0.0);
  private static final Map<Double, Double> HARMFUL =
      Map.of(0.0, 0.0, 0.01, 0.3, 0.03, 0.5, 0.1, 0.0, 0.3, -1.5, 1.0, -3.0);

  private static PlantedStudy study(int seed, Map<Double, Double> sweep) {
    return new PlantedStudy(seed, PlantedStudy.all(1), PlantedStudy.all(0), PlantedStudy.all(0.4))
        .withoutAssessors()
        .images(8)
        .sweep(sweep);
  }

  private static AsymmetryReport report(List<MetricEvent> events) {
    StudyFold fold = new StudyFold(PlantedStudy.ID);
    events.forEach(fold::apply);
    return fold.report(new AsOf(0, 0), Instant.EPOCH, "test");
  }

  private static WeightCurve curve(AsymmetryReport report, String family, @Nullable String metric) {
    return report.weightCurves().stream()
        .filter(curve -> curve.family().equals(family) && Objects.equals(curve.metric(), metric))
        .findFirst()
        .orElseThrow();
  }

  private static HarmWeight harm(AsymmetryReport report, String family, @Nullable String metric) {
    return report.harmWeight().stream()
        .filter(harm -> harm.family().equals(family) && Objects.equals(harm.metric(), metric))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void findsTheSmallestWeightThatHarms() {
    AsymmetryReport report = report(study(1, HARMFUL).events());

    assertThat(report.weightCurves().get(0).family()).isEqualTo("perceptual");
    assertThat(report.weightCurves().get(0).metric()).isNull();
    WeightCurve curve = curve(report, "perceptual", null);
    assertThat(curve.points())
        .extracting(WeightCurve.Point::weight)
        .containsExactly(0.0, 0.01, 0.03, 0.1, 0.3, 1.0);
    assertThat(curve.points())
        .extracting(WeightCurve.Point::setting)
        .containsExactly(
            "none",
            "patch-vgg16-w0.01",
            "patch-vgg16-w0.03",
            "patch-vgg16",
            "patch-vgg16-w0.3",
            "patch-vgg16-w1");
    for (String family : List.of("perceptual", "distortion")) {
      assertThat(harm(report, family, null).weight()).isEqualTo(0.3);
      assertThat(harm(report, family, null).upTo()).isEqualTo(1);
      for (String metric : PlantedStudy.METRICS) {
        assertThat(harm(report, family, metric).weight()).isEqualTo(0.3);
      }
    }
  }

  @Test
  void findsNoHarmWhereThereIsNone() {
    AsymmetryReport report = report(study(2, HARMLESS).events());

    assertThat(report.harmWeight()).hasSameSizeAs(report.weightCurves()).isNotEmpty();
    assertThat(harm(report, "perceptual", null).weight()).isNull();
    assertThat(harm(report, "perceptual", null).upTo()).isEqualTo(1);
  }

  @Test
  void seldomCallsEqualWeightsHarmful() {
    Map<Double, Double> equal =
        Map.of(0.0, 0.0, 0.01, 0.0, 0.03, 0.0, 0.3, 0.0, 1.0, 0.0, 3.0, 0.0);
    int called = 0;
    for (int trial = 0; trial < 20; trial++) {
      AsymmetryReport report = report(study(100 + trial, equal).events());
      called += harm(report, "perceptual", null).weight() == null ? 0 : 1;
    }
    // 2.5% of sweeps, by one side of a simultaneous 95%; 4 of 20 have a chance of 0.2% then.
    assertThat(called).isLessThan(4);
  }

  @Test
  void saysHowFarItWasEvaluatedAndNothingWithoutRepeats() {
    List<MetricEvent> halfway =
        study(1, HARMLESS).events().stream()
            .filter(
                event ->
                    !(event instanceof ImagesScored scored
                        && "patch-vgg16-w1".equals(scored.cell().setting())))
            .toList();
    AsymmetryReport report = report(halfway);
    assertThat(harm(report, "perceptual", null).upTo()).isEqualTo(0.3);
    assertThat(curve(report, "perceptual", null).points().get(5).overNone().value()).isNull();

    AsymmetryReport once = report(study(1, HARMFUL).seeds(1L).events());
    assertThat(once.weightCurves()).isNotEmpty();
    assertThat(once.harmWeight()).isEmpty();
    assertThat(once.protocol().missing()).anyMatch(line -> line.startsWith("harmWeight: cond"));
  }

  /** By metric ssim's two seeds and the three judges that are not of its form. */
  @Test
  void isWhatTwoNaivePassesGive() {
    List<MetricEvent> events = study(4, HARMFUL).events();
    NaiveSweep naive = new NaiveSweep(events);
    Map<Double, double[]> expected = new TreeMap<>();
    WeightCurve curve = curve(report(events), "distortion", "ssim");
    curve.points().stream()
        .filter(point -> point.weight() > 0)
        .forEach(point -> expected.put(point.weight(), naive.replicates(point.setting())));
    double reach = NaiveSweep.simultaneous(expected.values());

    for (WeightCurve.Point point : curve.points().subList(1, 6)) {
      Figure figure = point.overNone();
      double value = naive.value(point.setting());
      double error = NaiveSweep.deviation(expected.getOrDefault(point.weight(), new double[0]));
      assertThat(figure.n()).isEqualTo(8);
      assertThat(figure.value()).isCloseTo(value, within(1e-9));
      assertThat(figure.low()).isCloseTo(value - reach * error, within(1e-9));
      assertThat(figure.high()).isCloseTo(value + reach * error, within(1e-9));
    }
  }
}

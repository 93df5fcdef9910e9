package io.chiral.service.reporting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chiral.messages.Codec;
import io.chiral.messages.Topics;
import io.chiral.messages.event.MetricEvent;
import io.chiral.messages.report.AsymmetryReport;
import io.chiral.messages.report.Contrast;
import io.chiral.messages.report.HarmWeight;
import io.chiral.messages.report.SettingReport;
import io.chiral.service.config.ChiralConfig;
import io.chiral.service.node.Foundation;
import io.chiral.testkit.PlantedStudy;
import io.chiral.testkit.ReadCommitted;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Studies whose truth is planted, from the workers' events to what a stranger reads: Kafka, the
 * reporting role and its topic are real, only training is left out.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlantedTruthIT {
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final double[] RISING = {0.7, 1.2, 2, 4};
  private static final double[] UP = {-1.5, -0.5, 0.5, 1.5};
  private static final double[] DOWN = {1.5, 0.5, -0.5, -1.5};

  private final Codec codec = new Codec();
  private final Topics topics = Topics.standard();
  private Foundation foundation;

  @BeforeAll
  void startReporting(@TempDir Path folder) throws Exception {
    foundation =
        get(
            Foundation.lay(
                ChiralConfig.load(
                    null, Map.of("data.dir", folder.toString(), "worker.id", "planted"))));
    get(foundation.deploy(new ReportingVerticle(foundation.node(), codec, foundation.store())));
  }

  @AfterAll
  void stopReporting() throws Exception {
    get(foundation.close());
  }

  @Test
  void reportsAReversalUnderTheSettingThatItWasPlantedIn() {
    List<AsymmetryReport> said =
        report(
            new PlantedStudy(1, RISING, UP, DOWN)
                .named("planted-reversal")
                .images(12)
                .contents(15));
    AsymmetryReport last = said.get(said.size() - 1);
    SettingReport none = setting(last, "none");
    SettingReport patch = setting(last, "patch-vgg16");

    assertThat(patch.verdict()).isEqualTo("reversal certain");
    assertThat(patch.reversals()).contains(List.of("l1", "vgg16-random-3"));
    assertThat(patch.asymmetry().low()).isGreaterThan(0.5);
    assertThat(patch.amplification().low()).isPositive();
    assertThat(patch.regret().low()).isPositive();
    assertThat(none.verdict()).isEqualTo("orders agree");
    assertThat(none.reversals()).isEmpty();
    assertThat(none.asymmetry().high()).isZero();
    assertThat(last.faults()).as("what was never committed is not heard of").isEmpty();
    assertThat(said.get(0).provisional()).isTrue();
    assertThat(
            said.stream().filter(AsymmetryReport::provisional).flatMap(r -> r.settings().stream()))
        .allMatch(setting -> setting.verdict() == null);
    assertThat(said)
        .extracting(report -> report.asOf().offset())
        .isSorted()
        .doesNotHaveDuplicates();
  }

  @Test
  void reportsNoReversalWhereTheLivesAgree() {
    AsymmetryReport last =
        last(
            new PlantedStudy(2, RISING, UP, UP).named("planted-agreement").images(12).contents(15));

    assertThat(last.settings()).allMatch(setting -> setting.reversals().isEmpty());
    assertThat(last.settings())
        .extracting(SettingReport::verdict)
        .containsExactly("orders agree", "orders agree");
    assertThat(setting(last, "patch-vgg16").amplification().value()).isZero();
  }

  @Test
  void reportsNoReversalWhereNothingDiffers() {
    AsymmetryReport last =
        last(
            new PlantedStudy(
                    3, new double[] {1, 1.1, 1.2, 4}, PlantedStudy.all(0), PlantedStudy.all(0))
                .named("planted-nothing")
                .images(12)
                .contents(9));

    assertThat(last.settings()).allMatch(setting -> setting.reversals().isEmpty());
    assertThat(last.settings()).extracting(SettingReport::verdict).containsOnly("undetermined");
  }

  @Test
  void reportsTheWeightThatHarmsAndWhatADiscriminatorSuppresses() {
    AsymmetryReport last =
        last(
            new PlantedStudy(4, RISING, UP, UP)
                .named("planted-sweep")
                .withoutAssessors()
                .setting("vanilla", "vgg16", "random", -2.5, -1.5, -0.5, 0.5)
                .sweep(Map.of(0.0, 0.0, 0.01, 0.3, 0.03, 0.5, 0.1, 0.0, 0.3, -3.0, 1.0, -5.0))
                .artefacts(Map.of("none", 2.0, "patch-vgg16", 1.0)));
    HarmWeight harm = last.harmWeight().get(0);

    assertThat(harm.family()).isEqualTo("perceptual");
    assertThat(harm.metric()).isNull();
    assertThat(harm.weight()).isEqualTo(0.3);
    assertThat(harm.upTo()).isEqualTo(1);
    assertThat(last.weightCurves().get(0).points()).hasSize(6);
    assertThat(last.patchGain().get(0).centred().low()).isPositive();
    assertThat(last.artefactSuppression())
        .filteredOn(contrast -> contrast.setting().equals("patch-vgg16"))
        .singleElement()
        .extracting(Contrast::judge)
        .isEqualTo("checkerboard");
    assertThat(last.protocol().rules()).containsKeys("patchGain", "harmWeight", "stability");
  }

  private AsymmetryReport last(PlantedStudy study) {
    List<AsymmetryReport> said = report(study);
    return said.get(said.size() - 1);
  }

  /** What was said of it, in order, up to the report that is not provisional. */
  private List<AsymmetryReport> report(PlantedStudy study) {
    List<MetricEvent> events = new ArrayList<>(study.events());
    Collections.shuffle(events, new Random(5));
    int half = events.size() / 2;
    try (PlantedWorker worker =
        new PlantedWorker(foundation.bootstrapServers(), topics.metrics(), codec)) {
      worker.publish(events.subList(0, half));
      worker.abandon(events.subList(0, half));
      await().atMost(PATIENCE).until(() -> said(study).count() > 0);
      worker.publish(events.subList(half, events.size()));
    }
    await().atMost(PATIENCE).until(() -> said(study).anyMatch(report -> !report.provisional()));
    return said(study).toList();
  }

  private Stream<AsymmetryReport> said(PlantedStudy study) {
    return ReadCommitted.all(foundation.bootstrapServers(), topics.asymmetry()).stream()
        .filter(record -> record.key().equals(study.id()))
        .map(record -> codec.read(AsymmetryReport.class, record.value()));
  }

  private static SettingReport setting(AsymmetryReport report, String id) {
    return report.settings().stream().filter(s -> s.id().equals(id)).findFirst().orElseThrow();
  }

  private static <T> T get(Future<T> future) throws Exception {
    return future
        .toCompletionStage()
        .toCompletableFuture()
        .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }
}

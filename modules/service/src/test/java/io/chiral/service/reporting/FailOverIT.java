package io.chiral.service.reporting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chiral.asymmetry.StudyFold;
import io.chiral.messages.Codec;
import io.chiral.messages.Topics;
import io.chiral.messages.command.RecordOpinion;
import io.chiral.messages.event.MetricEvent;
import io.chiral.messages.event.OpinionRecorded;
import io.chiral.messages.report.AsymmetryReport;
import io.chiral.messages.state.Snapshot;
import io.chiral.service.config.ChiralConfig;
import io.chiral.service.node.Foundation;
import io.chiral.testkit.PlantedStudy;
import io.chiral.testkit.ReadCommitted;
import io.chiral.training.checkpoint.DirectoryStore;
import io.vertx.core.Future;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Reporters of one installation, one after the other and side by side, with a real broker. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FailOverIT {
  private static final Duration PATIENCE = Duration.ofSeconds(180);

  /** Saves at once what is told. */
  private static final SavePolicy EAGER = new SavePolicy(1, Duration.ofDays(1));

  private final Codec codec = new Codec();
  private final Topics topics = Topics.standard();
  private Path folder;
  private Foundation first;
  private Foundation second;
  private PlantedWorker worker;

  @BeforeAll
  void startTwoProcesses(@TempDir Path shared) throws Exception {
    folder = shared;
    // As the first worker of an installation does.
    DirectoryStore.at(shared.resolve("store")).identify("trial");
    first = get(Foundation.lay(config("a", Map.of())));
    second =
        get(
            Foundation.lay(
                config("b", Map.of("kafka.bootstrap.servers", first.bootstrapServers()))));
    worker = new PlantedWorker(first.bootstrapServers(), topics.metrics(), codec);
  }

  private ChiralConfig config(String id, Map<String, String> more) {
    Map<String, String> settings =
        new HashMap<>(Map.of("data.dir", folder.toString(), "worker.id", id));
    settings.putAll(more);
    return ChiralConfig.load(null, settings);
  }

  @AfterAll
  void stopBoth() throws Exception {
    worker.close();
    get(second.close());
    get(first.close());
  }

  private static PlantedStudy study(String id) {
    return new PlantedStudy(
            1, new double[] {0.7, 1.2, 2, 4}, PlantedStudy.all(0), PlantedStudy.all(0))
        .named(id)
        .images(6)
        .contents(6)
        .splits(2);
  }

  private static OpinionRecorded late(String study) {
    return new OpinionRecorded(
        study,
        "late",
        new RecordOpinion(study, "ann", "photo1", "l1-none-1", 400, "ssim-none-1", 400, 1));
  }

  @Test
  void theNextReporterGoesOnFromWhatTheFirstSaved() throws Exception {
    List<MetricEvent> events = study("handed-over").events();
    int cut = events.size() - 20;
    String reporter = deploy(first, EAGER);
    worker.publish(events.subList(0, cut));
    await().atMost(PATIENCE).until(() -> said("handed-over").count() > 0);
    await().atMost(PATIENCE).until(() -> !saved("handed-over").isEmpty());
    undeploy(first, reporter);
    int before = (int) said("handed-over").count();

    reporter = deploy(second, EAGER);
    worker.publish(events.subList(cut, events.size()));
    await().atMost(PATIENCE).until(() -> said("handed-over").anyMatch(r -> !r.provisional()));
    worker.publish(List.of(late("handed-over")));
    AsymmetryReport last =
        await().atMost(PATIENCE).until(() -> last("handed-over"), FailOverIT::hasPeople);
    undeploy(second, reporter);

    assertThat(said("handed-over").count()).isGreaterThan(before);
    assertThat(said("handed-over").map(report -> report.asOf().offset()))
        .as("no report is repeated or taken back")
        .isSorted()
        .doesNotHaveDuplicates();
    assertTells(last, events, late("handed-over"));
    assertThat(saved("handed-over")).as("newer at the end").hasSizeGreaterThan(1);
  }

  @Test
  void aDamagedFileIsFoldedAnewAndNothingIsSaidTwice() throws Exception {
    List<MetricEvent> events = study("damaged").events();
    String reporter = deploy(first, EAGER);
    worker.publish(events);
    await().atMost(PATIENCE).until(() -> said("damaged").anyMatch(r -> !r.provisional()));
    undeploy(first, reporter);
    long before = said("damaged").count();
    List<String> files = saved("damaged");
    Files.writeString(folder.resolve("store/files/" + files.get(files.size() - 1)), "damaged");

    reporter = deploy(second, EAGER);
    worker.publish(List.of(late("damaged")));
    AsymmetryReport last =
        await().atMost(PATIENCE).until(() -> last("damaged"), FailOverIT::hasPeople);
    undeploy(second, reporter);

    assertThat(said("damaged").count()).isEqualTo(before + 1);
    assertTells(last, events, late("damaged"));
  }

  @Test
  void anInstallationWithoutSnapshotsIsFoldedFromItsBeginning() throws Exception {
    List<MetricEvent> events = study("old").events();
    worker.publish(events);
    String reporter = deploy(first, SavePolicy.STANDARD);
    AsymmetryReport last =
        await().atMost(PATIENCE).until(() -> last("old"), r -> r != null && !r.provisional());
    undeploy(first, reporter);

    assertTells(last, events);
    assertThat(saved("old")).as("made durable at the hand-over").hasSize(1);
  }

  private void assertTells(AsymmetryReport report, List<MetricEvent> events, MetricEvent... more) {
    StudyFold fold = new StudyFold(report.study());
    Stream.concat(events.stream(), Stream.of(more)).forEach(fold::apply);
    assertThat(report)
        .isEqualTo(fold.report(report.asOf(), report.generatedAt(), report.version()));
  }

  private String deploy(Foundation where, SavePolicy policy) throws Exception {
    return get(
        where
            .node()
            .vertx()
            .deployVerticle(new ReportingVerticle(where.node(), codec, where.store(), policy)));
  }

  private static void undeploy(Foundation where, String deployment) throws Exception {
    get(where.node().vertx().undeploy(deployment));
  }

  private Stream<AsymmetryReport> said(String study) {
    return ReadCommitted.all(first.bootstrapServers(), topics.asymmetry()).stream()
        .filter(record -> record.key().equals(study))
        .map(record -> codec.read(AsymmetryReport.class, record.value()));
  }

  private @Nullable AsymmetryReport last(String study) {
    return said(study).reduce((one, next) -> next).orElse(null);
  }

  private static boolean hasPeople(@Nullable AsymmetryReport report) {
    return report != null && report.people() != null;
  }

  /** Names of the study's files, each once, in the order in which they were told. */
  private List<String> saved(String study) {
    return ReadCommitted.all(first.bootstrapServers(), topics.snapshots()).stream()
        .map(record -> codec.read(Snapshot.class, record.value()))
        .flatMap(snapshot -> snapshot.studies().stream())
        .filter(saved -> saved.study().equals(study))
        .map(Snapshot.SavedStudy::file)
        .distinct()
        .toList();
  }

  private static <T> T get(Future<T> future) throws Exception {
    return future
        .toCompletionStage()
        .toCompletableFuture()
        .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }
}

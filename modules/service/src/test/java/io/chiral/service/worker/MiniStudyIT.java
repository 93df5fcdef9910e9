package io.chiral.service.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chiral.kafka.CloudEvents;
import io.chiral.kafka.KafkaSettings;
import io.chiral.kafka.OutRecord;
import io.chiral.kafka.RecordProducer;
import io.chiral.messages.Codec;
import io.chiral.messages.Envelope;
import io.chiral.messages.MessageType;
import io.chiral.messages.Topics;
import io.chiral.messages.command.StartStudy;
import io.chiral.messages.event.ImagesScored;
import io.chiral.messages.event.ItemsScored;
import io.chiral.messages.event.RunEnded;
import io.chiral.messages.event.TrainingDiagnosed;
import io.chiral.messages.event.TrainingScalars;
import io.chiral.messages.report.AsymmetryReport;
import io.chiral.messages.state.RunStatus;
import io.chiral.messages.work.SliceEnded;
import io.chiral.service.Service;
import io.chiral.service.node.Health;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * All roles, all real: from a command to the report of a tiny study, in one go and across a kill.
 */
class MiniStudyIT {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String TRACEPARENT = "00-" + TRACE + "-00f067aa0ba902b7-01";
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  private final Topics topics = Topics.standard();
  private final Codec codec = new Codec();
  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void closeVertx() throws Exception {
    get(vertx.close());
  }

  @Test
  void endsWithTheSameReportWhetherKilledOrNot(@TempDir Path one, @TempDir Path other)
      throws Exception {
    AsymmetryReport uninterrupted = study(one);

    try (ServiceProcess process = ServiceProcess.start(other)) {
      Topic topic = new Topic(process.bootstrapServers());
      send(process.bootstrapServers());
      await().atMost(PATIENCE).until(() -> topic.records(topics.outcomes()).size() >= 3);
    }
    AsymmetryReport killed = study(other);

    assertThat(killed).isEqualTo(at(killed, uninterrupted));
  }

  /** Runs the study in this process, or what is left of it, and checks what was told. */
  private AsymmetryReport study(Path folder) throws Exception {
    Service service = get(Service.start(ServiceProcess.config(folder)));
    try {
      Topic topic = new Topic(service.bootstrapServers());
      send(service.bootstrapServers());
      await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).until(() -> complete(topic));
      assertThat(service.health().check().values()).allMatch(Health::ready);
      assertToldOnce(topic);
      assertTraced(topic);
      return assertReported(topic);
    } finally {
      get(service.close());
    }
  }

  /** Twice, as a producer may that got no answer. */
  private void send(String bootstrapServers) throws Exception {
    RecordProducer producer =
        RecordProducer.create(vertx, KafkaSettings.of(bootstrapServers), "lab");
    byte[] body = codec.write(new StartStudy("mini", MiniStudy.spec()));
    Envelope envelope =
        new Envelope("c1", "/lab", MessageType.START_STUDY.typeName(), null).traced(TRACEPARENT);
    get(producer.send(OutRecord.of(topics.commands(), "mini", envelope, body)));
    get(producer.send(OutRecord.of(topics.commands(), "mini", envelope, body)));
    get(producer.close());
  }

  private boolean complete(Topic topic) {
    List<AsymmetryReport> reports = topic.messages(topics.asymmetry(), AsymmetryReport.class);
    return !reports.isEmpty() && !reports.get(reports.size() - 1).provisional();
  }

  private AsymmetryReport assertReported(Topic topic) {
    List<AsymmetryReport> reports = topic.messages(topics.asymmetry(), AsymmetryReport.class);
    AsymmetryReport last = reports.get(reports.size() - 1);
    assertThat(last.awaited()).isEmpty();
    assertThat(last.faults()).isEmpty();
    assertThat(last.diagnosis())
        .extracting(one -> one.metric() + " " + one.name())
        .contains("l1 grad_norm_pix", "ssim grad_norm_fid")
        .doesNotHaveDuplicates();
    assertThat(last.settings()).singleElement().matches(setting -> setting.id().equals("none"));
    assertThat(reports).extracting(report -> report.asOf().offset()).isSorted();
    return last;
  }

  /** From the command to the report all is in the command's trace. */
  private void assertTraced(Topic topic) {
    for (String name :
        List.of(topics.work(), topics.outcomes(), topics.metrics(), topics.asymmetry())) {
      assertThat(topic.records(name))
          .as(name)
          .isNotEmpty()
          .allMatch(record -> String.valueOf(CloudEvents.trace(record)).contains(TRACE));
    }
  }

  private void assertToldOnce(Topic topic) {
    assertThat(topic.messages(topics.metrics(), RunEnded.class))
        .hasSize(13)
        .allMatch(ended -> ended.status() == RunStatus.COMPLETED)
        .extracting(RunEnded::run)
        .doesNotHaveDuplicates();
    assertThat(topic.messages(topics.metrics(), ImagesScored.class))
        .extracting(scored -> scored.run() + "/" + scored.part())
        .doesNotHaveDuplicates();
    assertThat(topic.messages(topics.metrics(), ItemsScored.class))
        .extracting(scored -> scored.run() + "/" + scored.split() + "/" + scored.part())
        .doesNotHaveDuplicates();
    assertThat(topic.messages(topics.metrics(), TrainingScalars.class))
        .flatExtracting(
            scalars -> scalars.steps().stream().map(step -> scalars.run() + "@" + step).toList())
        .doesNotHaveDuplicates()
        .hasSize(6 * 4); // 2 pretrainings and 4 objectives of 4 steps, all logged
    assertThat(topic.messages(topics.metrics(), TrainingDiagnosed.class))
        .flatExtracting(told -> told.steps().stream().map(step -> told.run() + "@" + step).toList())
        .doesNotHaveDuplicates()
        .hasSize(4 * 2); // 4 objectives, steps 2 and 4
    assertThat(topic.messages(topics.outcomes(), SliceEnded.class))
        .extracting(ended -> ended.run() + "/" + ended.slice())
        .doesNotHaveDuplicates();
  }

  /** A report as if it had been made when and where the other was. */
  private static AsymmetryReport at(AsymmetryReport when, AsymmetryReport what) {
    return new AsymmetryReport(
        what.study(),
        when.generatedAt(),
        what.version(),
        when.asOf(),
        what.provisional(),
        what.awaited(),
        what.conditionalOnRuns(),
        what.settings(),
        what.assessors(),
        what.gainOverBicubic(),
        what.patchGain(),
        what.convolutionGain(),
        what.artefactSuppression(),
        what.stability(),
        what.discriminators(),
        what.harmWeight(),
        what.transfer(),
        what.weightCurves(),
        what.diagnosis(),
        what.people(),
        what.faults(),
        what.protocol());
  }

  private static <T> T get(Future<T> future) throws Exception {
    return future
        .toCompletionStage()
        .toCompletableFuture()
        .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }
}

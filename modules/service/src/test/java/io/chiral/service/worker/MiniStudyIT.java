package io.chiral.service.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chiral.messages.Envelope;
import io.chiral.messages.MessageType;
import io.chiral.messages.Topics;
import io.chiral.messages.command.StartStudy;
import io.chiral.messages.event.ImagesScored;
import io.chiral.messages.event.ItemsScored;
import io.chiral.messages.event.RunEnded;
import io.chiral.messages.report.AsymmetryReport;
import io.chiral.messages.state.RunStatus;
import io.chiral.service.Service;
import io.chiral.service.config.ChiralConfig;
import io.chiral.service.node.Health;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One process, all roles, all real: from a command to the report of a tiny study. */
class MiniStudyIT {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Topics topics = Topics.standard();

  @Test
  void reportsAStudyFromOneCommand(@TempDir Path folder) throws Exception {
    Service service = get(Service.start(config(folder)));
    try {
      Topic topic = new Topic(service.bootstrapServers());
      StartStudy start = new StartStudy("mini", MiniStudy.spec());
      Envelope envelope = new Envelope("c1", "/test", MessageType.START_STUDY.typeName(), null);
      get(service.commands().send(envelope, start));
      get(service.commands().send(envelope, start));

      await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).until(() -> complete(topic));

      assertThat(service.health().check().values()).allMatch(Health::ready);
      assertReported(topic);
      assertToldOnce(topic);
    } finally {
      get(service.close());
    }
  }

  private static ChiralConfig config(Path folder) {
    return ChiralConfig.load(
        null,
        Map.of(
            "data.dir", folder.toString(),
            "http.port", "0",
            "management.port", "0",
            "worker.id", "w",
            "worker.threads", "1"));
  }

  private boolean complete(Topic topic) {
    List<AsymmetryReport> reports = topic.reports(topics.asymmetry());
    return !reports.isEmpty() && !reports.get(reports.size() - 1).provisional();
  }

  private void assertReported(Topic topic) {
    List<AsymmetryReport> reports = topic.reports(topics.asymmetry());
    AsymmetryReport last = reports.get(reports.size() - 1);
    assertThat(last.awaited()).isEmpty();
    assertThat(last.faults()).isEmpty();
    assertThat(last.settings()).singleElement().matches(setting -> setting.id().equals("none"));
    assertThat(reports).extracting(report -> report.asOf().offset()).isSorted();
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
  }

  private static <T> T get(Future<T> future) throws Exception {
    return future
        .toCompletionStage()
        .toCompletableFuture()
        .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }
}

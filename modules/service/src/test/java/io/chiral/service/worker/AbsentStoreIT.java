package io.chiral.service.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chiral.kafka.KafkaSettings;
import io.chiral.kafka.OutRecord;
import io.chiral.kafka.TopicWrite;
import io.chiral.messages.Codec;
import io.chiral.messages.Envelope;
import io.chiral.messages.MessageType;
import io.chiral.messages.Topics;
import io.chiral.messages.command.StartStudy;
import io.chiral.messages.work.SliceEnded;
import io.chiral.messages.work.SliceEnded.Reason;
import io.chiral.service.Service;
import io.chiral.service.node.Health;
import io.vertx.core.Future;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker that is started where its store is not mounted: no run of the study may end by it. */
class AbsentStoreIT {
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  private final Topics topics = Topics.standard();
  private final Codec codec = new Codec();

  @Test
  void waitsForItsStoreAndGoesOn(@TempDir Path folder) throws Exception {
    Path store = folder.resolve("store");
    Service first = get(Service.start(ServiceProcess.config(folder)));
    try {
      send(first.bootstrapServers());
      awaitOutcomes(first, 3);
    } finally {
      get(first.close());
    }
    Files.move(store, folder.resolve("away"));
    Files.createDirectory(store);

    Service second = get(Service.start(ServiceProcess.config(folder)));
    try {
      Health health = Objects.requireNonNull(second.health().check().get("store"));
      assertThat(health.ready()).isFalse();
      assertThat(health.detail()).contains(store.toString(), "is it mounted?");
      assertThat(store).isEmptyDirectory();
      int before = outcomes(second).size();
      Files.delete(store);
      Files.move(folder.resolve("away"), store);

      awaitOutcomes(second, before + 3);
      assertThat(second.health().ready("store")).isTrue();
      assertThat(outcomes(second))
          .extracting(SliceEnded::reason)
          .doesNotContain(Reason.FAILED, Reason.IMPOSSIBLE);
    } finally {
      get(second.close());
    }
  }

  private void send(String bootstrapServers) {
    byte[] body = codec.write(new StartStudy("mini", MiniStudy.spec()));
    Envelope envelope = new Envelope("c1", "/lab", MessageType.START_STUDY.typeName(), null);
    TopicWrite.write(
        KafkaSettings.of(bootstrapServers),
        "lab",
        List.of(OutRecord.of(topics.commands(), "mini", envelope, body)));
  }

  private List<SliceEnded> outcomes(Service service) {
    return new Topic(service.bootstrapServers()).messages(topics.outcomes(), SliceEnded.class);
  }

  private void awaitOutcomes(Service service, int number) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> outcomes(service).size() >= number);
  }

  private static <T> T get(Future<T> future) throws Exception {
    return future
        .toCompletionStage()
        .toCompletableFuture()
        .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }
}

package io.chiral.service.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chiral.kafka.OutRecord;
import io.chiral.kafka.TopicAdmin;
import io.chiral.kafka.TopicScan;
import io.chiral.kafka.TopicWrite;
import io.chiral.messages.Codec;
import io.chiral.messages.Envelope;
import io.chiral.messages.MessageType;
import io.chiral.messages.Topics;
import io.chiral.messages.event.CheckpointPublished;
import io.chiral.messages.work.CheckpointRef;
import io.chiral.service.config.KafkaSettings;
import io.chiral.service.config.RetentionConfig;
import io.chiral.service.retention.Sweeper;
import io.chiral.testkit.BrokerExtension;
import io.chiral.testkit.TestBroker;
import io.chiral.training.checkpoint.DirectoryStore;
import io.chiral.training.checkpoint.Draft;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init") // JUnit and beforeEach fill the fields in
@ExtendWith(BrokerExtension.class)
class StoreIdentityIT {

  private final Codec codec = new Codec();
  @TempDir Path folder;
  private KafkaSettings kafka;
  private Topics topics;

  @BeforeEach
  void makeTopics(TestBroker broker) {
    topics = broker.freshTopics();
    kafka =
        new KafkaSettings(
            Map.of("bootstrap.servers", broker.bootstrapServers()), Map.of(), Map.of());
    try (TopicAdmin admin = new TopicAdmin(kafka.readers())) {
      admin.ensure(topics);
    }
  }

  private StoreIdentity worker(Path root) {
    return new StoreIdentity(
        kafka, topics, codec, DirectoryStore.at(root), root.toString(), "w-" + root.getFileName());
  }

  private Path mounted() {
    return folder.resolve("store");
  }

  @Test
  void theFirstNamesItsStoreAndNobodyElsesIsTaken() throws IOException {
    TopicWrite.write(
        kafka.writers(),
        "test",
        List.of(
            OutRecord.of(
                topics.stores(),
                "store",
                new Envelope("x", "/test", MessageType.STORE_NAMED.typeName(), null),
                "poison".getBytes(StandardCharsets.UTF_8))));

    worker(mounted()).require();

    assertThatCode(() -> worker(mounted()).require()).doesNotThrowAnyException();
    Path other = Files.createDirectory(folder.resolve("other"));
    assertThatThrownBy(() -> worker(other).require())
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContainingAll(other.toString(), "has no identity", "is it mounted?");
    assertThat(other).isEmptyDirectory();
    DirectoryStore.at(other).identify("strange");
    assertThatThrownBy(() -> worker(other).require())
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContainingAll("is another one", "strange");
  }

  @Test
  void noticesThatTheStoreWentAwayOrWasExchanged() throws IOException {
    StoreIdentity identity = worker(mounted());
    identity.require();

    Files.move(mounted(), folder.resolve("away"));
    assertThatThrownBy(identity::require).hasMessageContaining("is it mounted?");
    Files.createDirectory(mounted());
    assertThatThrownBy(identity::require).hasMessageContaining("is it mounted?");
    assertThat(mounted()).isEmptyDirectory();
    Files.delete(mounted());
    Files.move(folder.resolve("away"), mounted());

    assertThatCode(identity::require).doesNotThrowAnyException();
  }

  @Test
  void anOlderInstallationAdoptsTheStoreThatHoldsSomething() {
    String id = write(1);
    publish(id, 1);

    assertThatThrownBy(() -> worker(folder.resolve("empty")).require())
        .hasMessageContainingAll("holds nothing", "is it mounted?");
    assertThat(folder.resolve("empty")).doesNotExist();
    worker(mounted()).require();

    assertThat(DirectoryStore.at(mounted()).identity()).isPresent();
    assertThatThrownBy(() -> worker(folder.resolve("empty")).require())
        .hasMessageContaining("has no identity");
  }

  @Test
  void eventsGoAfterTheirCheckpoints() {
    worker(mounted()).require();
    List<String> ids = List.of(write(1), write(2), write(3));
    for (int i = 0; i < ids.size(); i++) {
      publish(ids.get(i), i + 1);
    }
    Instant later = Clock.systemUTC().instant().plus(Duration.ofDays(2));

    sweeper(mounted()).sweep(later);

    assertThat(DirectoryStore.at(mounted()).list()).isEmpty(); // of a run that nobody knows
    assertThat(tombstones()).containsExactlyInAnyOrderElementsOf(ids);
    sweeper(mounted()).sweep(later);
    assertThat(tombstones()).as("once").hasSize(ids.size());
    Path other = folder.resolve("other");
    DirectoryStore.at(other).identify("strange");
    assertThatThrownBy(() -> sweeper(other).sweep(later)).hasMessageContaining("is another one");
  }

  private Sweeper sweeper(Path root) {
    return new Sweeper(
        kafka,
        topics,
        codec,
        DirectoryStore.at(root),
        worker(root),
        new RetentionConfig(2, Duration.ofDays(1), Duration.ofHours(1)),
        "w");
  }

  private List<String> tombstones() {
    List<String> keys = new ArrayList<>();
    TopicScan.read(
        kafka.readers(),
        "test",
        List.of(topics.checkpoints()),
        record -> {
          if (record.body() == null) {
            keys.add(record.key());
          }
        });
    return keys;
  }

  private String write(int step) {
    return new DirectoryStore(mounted())
        .write(
            new Draft(
                "optimise",
                "run",
                step,
                false,
                "spec",
                new TreeMap<>(),
                new TreeMap<>(),
                new TreeMap<>(),
                new TreeMap<>(Map.of("a", out -> out.write(step))),
                Map.of()))
        .id();
  }

  private void publish(String id, int step) {
    Instant now = Clock.systemUTC().instant();
    CheckpointPublished event =
        new CheckpointPublished(
            new CheckpointRef(id, step, 1, false),
            "optimise",
            "s",
            "run",
            "file:/x",
            null,
            1,
            1,
            "w",
            "cpu",
            null,
            now);
    Outbox outbox = new Outbox(topics, codec, "/workers/w", Clock.systemUTC());
    TopicWrite.write(kafka.writers(), "test", List.of(outbox.checkpoint(event)));
  }
}

package io.chiral.service.offsets;

import static org.assertj.core.api.Assertions.assertThat;

import io.chiral.asymmetry.StudyFold;
import io.chiral.kafka.GroupAdmin;
import io.chiral.kafka.KafkaSettings;
import io.chiral.kafka.OutRecord;
import io.chiral.kafka.Partition;
import io.chiral.kafka.RecordProducer;
import io.chiral.kafka.TopicAdmin;
import io.chiral.messages.Codec;
import io.chiral.messages.Topics;
import io.chiral.messages.report.AsOf;
import io.chiral.messages.spec.EvaluateSpec;
import io.chiral.messages.state.RunState;
import io.chiral.messages.state.RunState.Outstanding;
import io.chiral.messages.state.RunStatus;
import io.chiral.messages.work.Cell;
import io.chiral.messages.work.Slice;
import io.chiral.messages.work.SliceEnded;
import io.chiral.service.node.Groups;
import io.chiral.service.node.Outbox;
import io.chiral.testkit.BrokerExtension;
import io.chiral.testkit.TestBroker;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(BrokerExtension.class)
class PlacesIT {
  private static final Cell CELL = new Cell(Cell.Role.BASELINE, null, null, null, null, null);
  private static final EvaluateSpec SPEC =
      new EvaluateSpec(null, 2, "dead-leaves", 4, null, List.of("gmsd"), "dead-leaves", 0, false);
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final Vertx vertx = Vertx.vertx();
  private final Codec codec = new Codec();

  @AfterEach
  void close() throws Exception {
    get(vertx.close());
  }

  @Test
  void findsWhereEachGroupStood(TestBroker broker) throws Exception {
    Topics topics = broker.freshTopics();
    KafkaSettings kafka = new KafkaSettings(Map.of("bootstrap.servers", broker.bootstrapServers()));
    try (TopicAdmin admin = new TopicAdmin(kafka)) {
      assertThat(admin.ensure(topics)).isEmpty();
    }
    Outbox outbox = new Outbox(topics, codec, "/trial", Clock.systemUTC());
    write(
        kafka,
        // Partition 3: the first slice has ended, the second is awaited.
        outbox.slice(slice("waiting", 1), 3),
        outbox.slice(slice("waiting", 2), 3),
        outbox.state(run("waiting", new Outstanding(2, 1, 3, "w", NOW))),
        // Partition 5: its only slice has ended and was taken in.
        outbox.slice(slice("done", 1), 5),
        outbox.state(run("done", null)),
        // Partition 7: its only slice has ended, but that was not taken in yet.
        outbox.slice(slice("ended", 1), 7),
        outbox.state(run("ended", new Outstanding(1, 1, 7, "w", NOW))),
        outbox.ended(ended("ended", 1)),
        outbox.report(new StudyFold("a").report(new AsOf(2, 30), NOW, "test")),
        outbox.report(new StudyFold("b").report(new AsOf(2, 40), NOW, "test")));
    try (GroupAdmin groups = new GroupAdmin(kafka)) {
      Map<Partition, Long> places =
          new Places(kafka, topics, codec, groups)
              .all().stream().collect(Collectors.toMap(Place::partition, Place::offset));

      assertThat(places)
          .hasSize(1 + 1 + 64 + 16)
          .containsEntry(new Partition(topics.work(), 3), 1L)
          .containsEntry(new Partition(topics.work(), 5), 1L)
          .containsEntry(new Partition(topics.work(), 7), 1L)
          .containsEntry(new Partition(topics.work(), 8), 0L)
          .containsEntry(new Partition(topics.outcomes(), 0), 0L)
          .containsEntry(new Partition(topics.commands(), 0), 0L)
          .containsEntry(new Partition(topics.metrics(), 2), 40L)
          .containsEntry(new Partition(topics.metrics(), 3), 0L);

      assertThat(groups.ensure(Groups.workers(topics))).hasSize(1);
      assertThat(groups.withoutOffset(Groups.workers(topics))).hasSize(3);
    }
  }

  private static Slice slice(String run, int number) {
    return new Slice("s", run, number, 1, CELL, SPEC, 0, 4, 1000, null, null);
  }

  private static SliceEnded ended(String run, int number) {
    return new SliceEnded(
        "s", run, number, 1, "w", SliceEnded.Reason.FAILED, 0, null, "no more", 0, "none");
  }

  private static RunState run(String run, @Nullable Outstanding outstanding) {
    return new RunState(
        "s",
        run,
        CELL,
        SPEC,
        outstanding == null ? RunStatus.READY : RunStatus.RUNNING,
        0,
        2,
        outstanding,
        null,
        List.of(),
        0,
        null,
        null,
        0,
        0,
        List.of(),
        NOW,
        NOW);
  }

  private void write(KafkaSettings kafka, OutRecord... records) throws Exception {
    RecordProducer producer = RecordProducer.create(vertx, kafka, "trial");
    for (OutRecord record : records) {
      get(producer.send(record));
    }
    get(producer.close());
  }

  private static <T> T get(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }
}

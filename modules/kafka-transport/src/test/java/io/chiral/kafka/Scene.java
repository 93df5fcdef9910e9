package io.chiral.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.chiral.messages.Envelope;
import io.chiral.testkit.ReadCommitted;
import io.chiral.testkit.TestBroker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A source topic, a sink topic and a group of one trial. */
final class Scene {

  final TestBroker broker;
  final String source;
  final String sink;
  final String group;
  final KafkaSettings kafka;

  Scene(TestBroker broker, int partitions) {
    this.broker = broker;
    source = broker.createTopic(partitions);
    sink = broker.createTopic(1);
    group = broker.freshName();
    kafka = KafkaSettings.of(broker.bootstrapServers());
    try (GroupAdmin admin = new GroupAdmin(kafka)) {
      admin.ensure(group());
    }
  }

  Group group() {
    return new Group(group, List.of(source), List.of(sink));
  }

  LoopOptions options(String member) {
    return LoopOptions.of(member, group, group + "-" + member, List.of(source))
        .every(Duration.ofMillis(50))
        .handingOverWithin(Duration.ofSeconds(10));
  }

  void write(int partition, String... values) {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            new StringSerializer(),
            new StringSerializer())) {
      for (String value : values) {
        var unused = producer.send(new ProducerRecord<>(source, partition, value, value));
      }
      producer.flush();
    }
  }

  /** One with the transactional id of a loop, as a namesake has it. */
  KafkaProducer<String, String> producer(LoopOptions of) {
    return new KafkaProducer<>(
        Map.of(
            "bootstrap.servers",
            broker.bootstrapServers(),
            "transactional.id",
            of.transactionalId()),
        new StringSerializer(),
        new StringSerializer());
  }

  /** A record for the sink. */
  OutRecord say(String text) {
    return OutRecord.of(
        sink, "key", new Envelope(text, "/trial", "io.chiral.said.v1", null), text.getBytes(UTF_8));
  }

  /** What committed records of the sink say. */
  List<String> said() {
    return ReadCommitted.all(broker.bootstrapServers(), sink).stream()
        .map(record -> new String(record.value(), UTF_8))
        .toList();
  }

  @Nullable OffsetAndMetadata committed(int partition) {
    try {
      return broker
          .admin()
          .listConsumerGroupOffsets(group)
          .partitionsToOffsetAndMetadata()
          .get()
          .get(new TopicPartition(source, partition));
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  void commit(int partition, OffsetAndMetadata offset) throws Exception {
    broker
        .admin()
        .alterConsumerGroupOffsets(group, Map.of(new TopicPartition(source, partition), offset))
        .all()
        .get();
  }

  static String text(InRecord record) {
    byte[] body = record.body();
    return body == null ? "" : new String(body, UTF_8);
  }

  static void eventually(org.awaitility.core.ThrowingRunnable assertion) {
    Awaitility.await().atMost(Duration.ofSeconds(40)).untilAsserted(assertion);
  }
}

package io.chiral.service.reporting;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.chiral.messages.Codec;
import io.chiral.messages.MessageType;
import io.chiral.messages.event.ImagesScored;
import io.chiral.messages.event.ImagesScored.Score;
import io.chiral.messages.event.MetricEvent;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Publishes events as a worker does: CloudEvents keyed by the study, in transactions. */
final class PlantedWorker implements AutoCloseable {
  /** As many as a slice may have. */
  private static final int TRANSACTION = 60;

  private final KafkaProducer<String, byte[]> producer;
  private final String topic;
  private final Codec codec;

  PlantedWorker(String bootstrapServers, String topic, Codec codec) {
    this.topic = topic;
    this.codec = codec;
    producer =
        new KafkaProducer<>(
            Map.<String, Object>of(
                "bootstrap.servers", bootstrapServers,
                "transactional.id", "planted-worker",
                "transaction.timeout.ms", "10000"),
            new StringSerializer(),
            new ByteArraySerializer());
    producer.initTransactions();
  }

  void publish(List<MetricEvent> events) {
    for (int from = 0; from < events.size(); from += TRANSACTION) {
      producer.beginTransaction();
      send(events.subList(from, Math.min(from + TRANSACTION, events.size())));
      producer.commitTransaction();
    }
  }

  /** Writes other scores for the same keys, and gives up: a worker that was killed in between. */
  void abandon(List<MetricEvent> events) {
    producer.beginTransaction();
    send(
        events.stream()
            .filter(ImagesScored.class::isInstance)
            .map(event -> contradicting((ImagesScored) event))
            .toList());
    producer.abortTransaction();
  }

  private void send(List<? extends MetricEvent> events) {
    List<Future<RecordMetadata>> sent =
        events.stream().map(event -> producer.send(record(event))).toList();
    producer.flush();
    assertThat(sent).allMatch(Future::isDone);
  }

  private static ImagesScored contradicting(ImagesScored scored) {
    return new ImagesScored(
        scored.study(),
        scored.run(),
        scored.cell(),
        scored.part(),
        scored.parts(),
        scored.scores().stream().map(s -> new Score(s.image(), s.judge(), -1e6)).toList(),
        scored.protocol());
  }

  private ProducerRecord<String, byte[]> record(MetricEvent event) {
    Record message = (Record) event;
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(topic, event.study(), codec.write(message));
    Map.of(
            "ce_specversion", "1.0",
            "ce_id", UUID.randomUUID().toString(),
            "ce_source", "/workers/planted",
            "ce_type", MessageType.of(message).typeName(),
            "content-type", "application/json")
        .forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
    return record;
  }

  @Override
  public void close() {
    producer.close();
  }
}

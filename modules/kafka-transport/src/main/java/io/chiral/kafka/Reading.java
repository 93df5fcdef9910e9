package io.chiral.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * All partitions of some topics, read without a group, committed records only, from given places.
 * Knows when the end that they had at first has been reached: by position, since transaction
 * markers and compaction leave holes in the offsets. One thread.
 */
final class Reading implements AutoCloseable {

  private final KafkaConsumer<String, byte[]> consumer;
  private final Map<TopicPartition, Long> ends;

  Reading(
      KafkaSettings kafka, String clientId, Collection<String> topics, Map<Partition, Long> from) {
    consumer = consumer(kafka, clientId, Map.of());
    Map<TopicPartition, Long> found = null;
    try {
      found = begin(topics, from);
    } finally {
      if (found == null) {
        consumer.close();
      }
    }
    ends = found;
  }

  /** A consumer of committed records without a group. */
  static KafkaConsumer<String, byte[]> consumer(
      KafkaSettings kafka, String clientId, Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(more);
    settings.putAll(
        Map.of(
            "client.id",
            clientId,
            "isolation.level",
            "read_committed",
            "enable.auto.commit",
            "false",
            "auto.offset.reset",
            "none",
            "default.api.timeout.ms",
            "15000",
            "request.timeout.ms",
            "10000",
            "reconnect.backoff.max.ms",
            "1000"));
    return new KafkaConsumer<>(
        kafka.with(settings), new StringDeserializer(), new ByteArrayDeserializer());
  }

  private Map<TopicPartition, Long> begin(Collection<String> topics, Map<Partition, Long> from) {
    List<TopicPartition> partitions =
        topics.stream()
            .flatMap(topic -> consumer.partitionsFor(topic).stream())
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions);
    Map<TopicPartition, Long> found = new HashMap<>(consumer.endOffsets(partitions));
    beginnings.forEach(
        (partition, beginning) -> {
          long wished = from.getOrDefault(Partition.of(partition), beginning);
          long end = found.getOrDefault(partition, beginning);
          consumer.seek(partition, Math.max(beginning, Math.min(end, wished)));
        });
    return found;
  }

  List<InRecord> poll(Duration patience) {
    return StreamSupport.stream(consumer.poll(patience).spliterator(), false)
        .map(InRecord::of)
        .toList();
  }

  /** Ends a poll early with Kafka's WakeupException. Any thread. */
  void wakeup() {
    consumer.wakeup();
  }

  boolean isAtTheFirstEnd() {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  /** The next offset of every partition. */
  Map<Partition, Long> positions() {
    Map<Partition, Long> positions = new HashMap<>();
    ends.keySet()
        .forEach(partition -> positions.put(Partition.of(partition), consumer.position(partition)));
    return positions;
  }

  @Override
  public void close() {
    consumer.close();
  }
}

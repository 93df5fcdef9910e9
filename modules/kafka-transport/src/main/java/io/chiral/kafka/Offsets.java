package io.chiral.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Where a group's partitions were left off; lives on the loop's thread. */
final class Offsets {

  private static final Duration ASKING = Duration.ofSeconds(10);

  private final KafkaConsumer<?, ?> consumer;
  private final KafkaSettings kafka;
  private final String groupId;

  Offsets(KafkaConsumer<?, ?> consumer, KafkaSettings kafka, String groupId) {
    this.consumer = consumer;
    this.kafka = kafka;
    this.groupId = groupId;
  }

  /** What the group has committed of these; nothing where it has not. */
  Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> of) {
    Map<TopicPartition, OffsetAndMetadata> known = new HashMap<>();
    consumer
        .committed(of, ASKING)
        .forEach(
            (partition, offset) -> {
              if (offset != null) {
                known.put(partition, offset);
              }
            });
    return known;
  }

  /**
   * Where to go on: what is committed, or the beginning of a partition in which nothing can be read
   * yet.
   *
   * @throws OffsetsLostException if nothing is committed of a partition that has records
   */
  Map<TopicPartition, OffsetAndMetadata> of(Set<TopicPartition> partitions) {
    Map<TopicPartition, OffsetAndMetadata> known = committed(partitions);
    Set<TopicPartition> missing = new HashSet<>(partitions);
    missing.removeAll(known.keySet());
    if (!missing.isEmpty()) {
      known.putAll(beginnings(missing));
    }
    return known;
  }

  private Map<TopicPartition, OffsetAndMetadata> beginnings(Set<TopicPartition> missing) {
    Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(missing, ASKING);
    Map<TopicPartition, Long> ends = consumer.endOffsets(missing, ASKING);
    Set<TopicPartition> lost = new HashSet<>(missing);
    lost.removeIf(each -> Objects.equals(ends.get(each), beginnings.get(each)));
    if (!lost.isEmpty()) {
      throw new OffsetsLostException(LostOffsets.of(kafka, groupId, lost));
    }
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    beginnings.forEach(
        (partition, offset) -> offsets.put(partition, new OffsetAndMetadata(offset)));
    return offsets;
  }
}

package io.chiral.service.worker;

import io.chiral.kafka.CloudEvents;
import io.chiral.kafka.InRecord;
import io.chiral.kafka.KafkaSettings;
import io.chiral.kafka.NotACloudEventException;
import io.chiral.kafka.TopicScan;
import io.chiral.messages.Codec;
import io.chiral.messages.MessageType;
import io.chiral.messages.UnreadableMessageException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What a read_committed reader finds on a topic now. */
final class Topic {
  private final KafkaSettings kafka;
  private final Codec codec = new Codec();

  Topic(String bootstrapServers) {
    kafka = KafkaSettings.of(bootstrapServers);
  }

  List<InRecord> records(String topic) {
    List<InRecord> records = new ArrayList<>();
    TopicScan.read(kafka, "test", List.of(topic), records::add);
    return records;
  }

  /** What can be read. */
  List<Record> messages(String topic) {
    return records(topic).stream().flatMap(record -> message(record).stream()).toList();
  }

  <T> List<T> messages(String topic, Class<T> type) {
    return messages(topic).stream().filter(type::isInstance).map(type::cast).toList();
  }

  <T> Map<String, T> latest(String topic, Class<T> type) {
    Map<String, T> latest = new HashMap<>();
    records(topic)
        .forEach(
            record -> {
              if (record.body() == null) {
                latest.remove(record.key());
              }
              message(record)
                  .filter(type::isInstance)
                  .ifPresent(
                      message ->
                          latest.put(Objects.requireNonNull(record.key()), type.cast(message)));
            });
    return latest;
  }

  /** Empty for a tombstone and for what can't be read. */
  private Optional<Record> message(InRecord record) {
    if (record.body() == null) {
      return Optional.empty();
    }
    try {
      MessageType type = MessageType.named(CloudEvents.envelope(record).type());
      return Optional.of(codec.read(Objects.requireNonNull(type), record.body()));
    } catch (NotACloudEventException e) {
      throw new AssertionError(record.place(), e);
    } catch (UnreadableMessageException poison) {
      return Optional.empty();
    }
  }
}

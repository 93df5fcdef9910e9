package io.chiral.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A record as it was read; nothing in it has been judged yet.
 *
 * @param key as UTF-8, null where the record has none
 * @param headers by name, the last of each name, as UTF-8
 * @param body null for a tombstone; not copied, not to be changed
 * @param timestamp the producer's clock
 */
public record InRecord(
    Partition partition,
    long offset,
    @Nullable String key,
    Map<String, String> headers,
    byte @Nullable [] body,
    Instant timestamp) {

  public InRecord {
    headers = Map.copyOf(headers);
  }

  static InRecord of(ConsumerRecord<String, byte[]> kafka) {
    Map<String, String> headers = new HashMap<>();
    for (Header header : kafka.headers()) {
      if (header.value() != null) {
        headers.put(header.key(), new String(header.value(), UTF_8));
      }
    }
    return new InRecord(
        new Partition(kafka.topic(), kafka.partition()),
        kafka.offset(),
        kafka.key(),
        headers,
        kafka.value(),
        Instant.ofEpochMilli(kafka.timestamp()));
  }

  /** {@code topic/partition@offset}, for messages to people. */
  public String place() {
    return partition + "@" + offset;
  }
}

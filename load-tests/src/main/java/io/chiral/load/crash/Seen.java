package io.chiral.load.crash;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * A committed record.
 *
 * @param key of the record
 * @param type CloudEvents type, as {@code ce_type} has it
 * @param body JSON
 * @param timestamp the producer's clock, in milliseconds
 * @param arrivedNanos when it was read
 */
public record Seen(
    String topic,
    int partition,
    long offset,
    @Nullable String key,
    String type,
    JsonNode body,
    long timestamp,
    long arrivedNanos) {

  /** Where it lies. */
  String place() {
    return "%s/%d@%d".formatted(topic, partition, offset);
  }

  /** A field of the body as text. */
  public String text(String field) {
    return body.path(field).asText();
  }
}

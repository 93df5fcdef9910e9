package io.chiral.kafka;

import io.chiral.messages.Envelope;
import org.jspecify.annotations.Nullable;

/**
 * A record to be written, a CloudEvent in binary mode with a JSON body.
 *
 * @param partition null: Kafka's own partitioner decides by the key
 * @param body null: a tombstone, which has no envelope on the wire
 */
public record OutRecord(
    String topic,
    @Nullable Integer partition,
    String key,
    Envelope envelope,
    byte @Nullable [] body) {

  /** A record whose partition follows from its key. */
  public static OutRecord of(String topic, String key, Envelope envelope, byte[] body) {
    return new OutRecord(topic, null, key, envelope, body);
  }

  /** The same in a trace. */
  public OutRecord traced(@Nullable String trace) {
    return new OutRecord(topic, partition, key, envelope.traced(trace), body);
  }
}

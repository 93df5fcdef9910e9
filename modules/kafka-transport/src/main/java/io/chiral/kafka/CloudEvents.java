package io.chiral.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.chiral.messages.Envelope;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.v1.CloudEventBuilder;
import io.cloudevents.kafka.KafkaMessageFactory;
import io.cloudevents.rw.CloudEventRWException;
import java.net.URI;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * CloudEvents' Kafka binding in binary mode: {@code ce_*} headers, the body as it is. A trace goes
 * in the plain header {@code traceparent}, as OpenTelemetry's Kafka clients have it.
 */
public final class CloudEvents {

  private static final String JSON = "application/json";
  private static final String TRACEPARENT = "traceparent";

  /** Version 00 of W3C's trace context; a malformed one is none. */
  private static final Pattern TRACE =
      Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

  private CloudEvents() {}

  /**
   * What the headers of a record say.
   *
   * @throws NotACloudEventException if an attribute that CloudEvents 1.0 requires is missing or
   *     unreadable; the message names it
   */
  public static Envelope envelope(InRecord in) throws NotACloudEventException {
    RecordHeaders headers = new RecordHeaders();
    in.headers().forEach((name, value) -> headers.add(name, value.getBytes(UTF_8)));
    if (headers.lastHeader("ce_specversion") == null) {
      throw new NotACloudEventException(
          "The record at "
              + in.place()
              + " has no header ce_specversion. Send a CloudEvent in"
              + " binary mode: headers ce_specversion (1.0), ce_id, ce_source, ce_type.",
          null);
    }
    try {
      CloudEvent event = KafkaMessageFactory.createReader(headers, new byte[0]).toEvent();
      return new Envelope(
          event.getId(),
          event.getSource().toString(),
          event.getType(),
          instant(event.getTime()),
          trace(in));
    } catch (CloudEventRWException | IllegalArgumentException | IllegalStateException e) {
      throw new NotACloudEventException(
          "The headers of the record at " + in.place() + " are no CloudEvent: " + e.getMessage(),
          e);
    }
  }

  static ProducerRecord<String, byte[]> toKafka(OutRecord out) {
    if (out.body() == null) {
      return new ProducerRecord<>(out.topic(), out.partition(), out.key(), null);
    }
    Envelope envelope = out.envelope();
    CloudEventBuilder event =
        new CloudEventBuilder()
            .withId(envelope.id())
            .withSource(URI.create(envelope.source()))
            .withType(envelope.type())
            .withData(JSON, out.body());
    if (envelope.time() != null) {
      event.withTime(envelope.time().atOffset(ZoneOffset.UTC));
    }
    ProducerRecord<String, byte[]> written =
        KafkaMessageFactory.<String>createWriter(out.topic(), out.partition(), out.key())
            .writeBinary(event.build());
    if (envelope.traceparent() != null) {
      written.headers().add(TRACEPARENT, envelope.traceparent().getBytes(UTF_8));
    }
    return written;
  }

  /** The trace that a record belongs to; null: none. */
  public static @Nullable String trace(InRecord in) {
    return trace(in.headers().get(TRACEPARENT));
  }

  /** A W3C {@code traceparent} if it is well-formed, else null: a bad one must harm nothing. */
  public static @Nullable String trace(@Nullable String traceparent) {
    return traceparent != null && TRACE.matcher(traceparent).matches() ? traceparent : null;
  }

  private static java.time.@Nullable Instant instant(@Nullable OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }
}

package io.chiral.messages;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What CloudEvents says about a record, apart from its body (binary mode: {@code ce_*} headers).
 *
 * @param id unique within the source; the same id again is the same message
 * @param source who sent it, a URI reference such as {@code /workers/w1}
 * @param type one of {@link MessageType}'s names, or whatever a stranger sent
 * @param time when it was made; null where the sender gave none
 * @param traceparent W3C trace context that it belongs to; null: none
 */
public record Envelope(
    String id, String source, String type, @Nullable Instant time, @Nullable String traceparent) {

  /** Of no trace. */
  public Envelope(String id, String source, String type, @Nullable Instant time) {
    this(id, source, type, time, null);
  }

  /** The same in a trace. */
  public Envelope traced(@Nullable String trace) {
    return new Envelope(id, source, type, time, trace);
  }
}

package io.chiral.messages.state;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A command that was not accepted, and why.
 *
 * @param commandId its CloudEvents id; null where it had none
 * @param type its CloudEvents type; null where it had none
 * @param code one of {@link Code}
 * @param message for people: the value, the broken rule, what to do
 * @param place JSON pointer into the body; null where no place is to blame
 * @param topic where it was read
 * @param partition of that topic
 * @param offset in that partition
 * @param excerpt the first 64 KiB of its body, as text with malformed bytes replaced
 * @param length of its body in bytes
 * @param sha256 of its body, in hex
 * @param rejectedAt when
 */
public record Rejection(
    @Nullable String commandId,
    @Nullable String type,
    Code code,
    String message,
    @Nullable String place,
    String topic,
    int partition,
    long offset,
    String excerpt,
    int length,
    String sha256,
    Instant rejectedAt) {

  /** Kinds of rejection. */
  public enum Code {
    /** Not JSON, or not a CloudEvent. */
    MALFORMED,
    /** Of a type that is not known. */
    UNKNOWN_TYPE,
    /** Not as the schema says. */
    INVALID,
    /** Names what does not exist: data set, study, run, weights. */
    UNKNOWN_REFERENCE,
    /** Well-formed, but can't be done. */
    IMPOSSIBLE,
    /** Same id, other body. */
    CONFLICT
  }
}

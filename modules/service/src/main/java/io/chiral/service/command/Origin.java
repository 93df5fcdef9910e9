package io.chiral.service.command;

import io.chiral.messages.state.Rejection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The record that a command came in.
 *
 * @param commandId its CloudEvents id; null where it had none
 * @param type its CloudEvents type; null where it had none
 * @param topic where it was read
 * @param partition of that topic
 * @param offset in that partition
 * @param excerpt the first 64 KiB of its body, as text
 * @param length of its body in bytes
 * @param sha256 of its body, in hex
 */
record Origin(
    @Nullable String commandId,
    @Nullable String type,
    String topic,
    int partition,
    long offset,
    String excerpt,
    int length,
    String sha256) {

  private static final int MESSAGE_CHARS = 4000;

  Rejection rejection(Violation violation, Instant now) {
    return new Rejection(
        commandId,
        type,
        violation.code(),
        cut(violation.message()),
        violation.place(),
        topic,
        partition,
        offset,
        excerpt,
        length,
        sha256,
        now);
  }

  /**
   * With the excerpt, whatever the message quotes, a rejection stays well below a record's limit.
   */
  private static String cut(String message) {
    return message.length() <= MESSAGE_CHARS ? message : message.substring(0, MESSAGE_CHARS) + "…";
  }
}

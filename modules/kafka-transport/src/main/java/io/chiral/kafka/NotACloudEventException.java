package io.chiral.kafka;

import org.jspecify.annotations.Nullable;

/** A record's headers are not those of a CloudEvent; the sender's fault. */
public final class NotACloudEventException extends Exception {

  private static final long serialVersionUID = 1L;

  NotACloudEventException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}

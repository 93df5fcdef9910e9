package io.chiral.messages;

import org.jspecify.annotations.Nullable;

/** A record on one of our own topics is not what its type says. */
public final class UnreadableMessageException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnreadableMessageException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}

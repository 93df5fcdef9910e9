package io.chiral.broker;

import org.jspecify.annotations.Nullable;

/** The embedded broker could not start; the message is fit to be shown to the person who tried. */
public final class BrokerStartException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  BrokerStartException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}

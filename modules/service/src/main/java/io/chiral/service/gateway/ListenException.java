package io.chiral.service.gateway;

/** A listener can't be opened; the message says which and what to do. */
public final class ListenException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ListenException(String message, Throwable cause) {
    super(message, cause);
  }
}

package io.chiral.training;

/**
 * What a slice asks for can't be done, however often it is tried; the message says what to mend.
 */
public final class ImpossibleException extends RuntimeException {

  private static final long serialVersionUID = 1;

  public ImpossibleException(String message) {
    super(message);
  }

  public ImpossibleException(String message, Throwable cause) {
    super(message, cause);
  }
}

package io.chiral.service.cli;

/**
 * Something that the person at the terminal can mend. Its message is one line that says what and
 * how; it is printed without a stack trace.
 */
public final class UserException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UserException(String message) {
    super(message);
  }

  public UserException(String message, Throwable cause) {
    super(message, cause);
  }
}

package io.chiral.service.reporting;

import org.jspecify.annotations.Nullable;

/** A study's fold can't be made of its file; it can of its events. */
final class UnusableSnapshotException extends RuntimeException {

  private static final long serialVersionUID = 1;

  UnusableSnapshotException(@Nullable String message) {
    super(message);
  }

  UnusableSnapshotException(@Nullable String message, Throwable cause) {
    super(message, cause);
  }
}

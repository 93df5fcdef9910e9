package io.chiral.training.checkpoint;

/** Something in the store isn't what its name or manifest says. */
public final class DamagedCheckpointException extends RuntimeException {

  private static final long serialVersionUID = 1;

  public DamagedCheckpointException(String what, String fault) {
    super(
        "%s is damaged: %s; use an earlier checkpoint or restore this one".formatted(what, fault));
  }

  public DamagedCheckpointException(String what, String fault, Throwable cause) {
    this(what, fault);
    initCause(cause);
  }
}

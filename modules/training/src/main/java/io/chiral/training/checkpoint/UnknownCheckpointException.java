package io.chiral.training.checkpoint;

/** The store has nothing of that name. */
public final class UnknownCheckpointException extends RuntimeException {

  private static final long serialVersionUID = 1;

  public UnknownCheckpointException(String what, String place) {
    super("%s is not in the store %s".formatted(what, place));
  }
}

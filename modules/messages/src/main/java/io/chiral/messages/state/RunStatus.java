package io.chiral.messages.state;

/** Where a run is in its life. */
public enum RunStatus {
  /** Waits for another run's milestone. */
  WAITING,
  /** Could go on; waits for a worker. */
  READY,
  /** One slice is outstanding. */
  RUNNING,
  /** Asked to pause; no slice is started. A last one may still be outstanding. */
  PAUSED,
  COMPLETED,
  FAILED,
  CANCELLED;

  /** Whether nothing more will happen. */
  public boolean ended() {
    return this == COMPLETED || this == FAILED || this == CANCELLED;
  }
}

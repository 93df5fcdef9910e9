package io.chiral.service.worker;

import java.time.Instant;

/**
 * How a worker process stands.
 *
 * @param worker its id
 * @param intake whether it takes slices
 * @param since when that began, to the second
 * @param slice what it is at, for people
 */
public record WorkerStatus(String worker, Intake intake, Instant since, String slice) {

  /** Whether a worker takes slices. */
  public enum Intake {
    /** It is in its group. */
    TAKING,
    /** It ends the slice in progress and takes no other. */
    DRAINING,
    /** It has left its group. */
    DRAINED
  }
}

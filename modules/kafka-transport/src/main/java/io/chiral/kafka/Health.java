package io.chiral.kafka;

import java.time.Instant;

/** How a part of this module fares, as a value. */
public sealed interface Health {

  /** It works, or waits for work. */
  record Up() implements Health {}

  /**
   * It cannot do its work and keeps trying, or hangs.
   *
   * @param reason what it was at, with which partitions, and what went wrong
   * @param since the first failure in a row, or when it began to hang
   * @param until the last failure so far, or now where it hangs
   */
  record Trouble(String reason, Instant since, Instant until) implements Health {}

  /** It was closed in order. */
  record Closed() implements Health {}

  /** It has ended for good and will not try again. */
  record Failed(Throwable cause) implements Health {}
}

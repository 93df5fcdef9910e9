package io.chiral.kafka;

import java.time.Instant;

/** How a part of this module fares, as a value. */
public sealed interface Health {

  /** It works, or waits for work. */
  record Up() implements Health {}

  /** It cannot do its work now and keeps trying. */
  record Trouble(String reason, Instant since) implements Health {}

  /** It was closed in order. */
  record Closed() implements Health {}

  /** It has ended for good and will not try again. */
  record Failed(Throwable cause) implements Health {}
}

package io.chiral.kafka;

import java.time.Duration;

/** How long to wait between tries: 100 ms, doubled each time up to 2 s. */
final class Backoff {

  private static final Duration FIRST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofSeconds(2);

  private Duration next = FIRST;
  private long overNanos = System.nanoTime();

  Duration begin() {
    Duration pause = next;
    overNanos = System.nanoTime() + pause.toNanos();
    next = pause.multipliedBy(2).compareTo(LONGEST) < 0 ? pause.multipliedBy(2) : LONGEST;
    return pause;
  }

  void reset() {
    next = FIRST;
  }

  boolean isOver() {
    return System.nanoTime() - overNanos >= 0;
  }

  Duration remaining() {
    return Duration.ofNanos(Math.max(0, overNanos - System.nanoTime()));
  }
}

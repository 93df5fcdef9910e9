package io.chiral.kafka;

import java.time.Duration;

/** Is due once an interval. */
final class Alarm {

  private final long intervalNanos;
  private long dueNanos;

  Alarm(Duration interval) {
    intervalNanos = interval.toNanos();
    dueNanos = System.nanoTime();
  }

  boolean isDue() {
    return System.nanoTime() - dueNanos >= 0;
  }

  void restart() {
    dueNanos = System.nanoTime() + intervalNanos;
  }

  /** Until it is due; never negative. */
  Duration remaining() {
    return Duration.ofNanos(Math.max(0, dueNanos - System.nanoTime()));
  }
}

package io.chiral.load.crash;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waiting on a plain thread. */
public final class Pause {
  private static final Duration LOOK = Duration.ofMillis(20);

  private Pause() {}

  static void of(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  /**
   * Until something holds.
   *
   * @throws TimeoutException if it does not within {@code patience}
   */
  public static void until(Duration patience, BooleanSupplier holds) throws TimeoutException {
    long end = System.nanoTime() + patience.toNanos();
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new TimeoutException("not within " + patience);
      }
      of(LOOK);
    }
  }
}

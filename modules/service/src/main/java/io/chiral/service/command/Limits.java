package io.chiral.service.command;

import java.time.Duration;

/**
 * Bounds of the command role.
 *
 * @param sliceBudget a slice ends at the first step boundary after this time
 * @param attempts how often a slice may fail before its run does
 * @param backOff before the second attempt; twice as long before each further one
 * @param runs of one study
 * @param ageing a study that waits so long goes before those of one priority more
 */
public record Limits(
    Duration sliceBudget, int attempts, Duration backOff, int runs, Duration ageing) {

  private static final int ATTEMPTS = 3;
  private static final Duration BACK_OFF = Duration.ofSeconds(5);

  /** Ten slices: one priority less is a tenth of one worker's time at the least. */
  private static final Duration AGEING = Duration.ofMinutes(5);

  /** One step may take long, and a killed worker is missed after a session time-out only. */
  private static final Duration OVERDUE_AT_LEAST = Duration.ofMinutes(2);

  /** Of one study. */
  static final int RUNS = 10_000;

  /** The usual ones, with slices of that time. */
  public static Limits slicesOf(Duration budget) {
    return new Limits(budget, ATTEMPTS, BACK_OFF, RUNS, AGEING);
  }

  /** A slice that is out for so long is one that somebody should look at. */
  Duration overdue() {
    Duration tenfold = sliceBudget.multipliedBy(10);
    return tenfold.compareTo(OVERDUE_AT_LEAST) < 0 ? OVERDUE_AT_LEAST : tenfold;
  }

  Duration backOffAfter(int failures) {
    return backOff.multipliedBy(1L << Math.min(failures - 1, 16));
  }
}

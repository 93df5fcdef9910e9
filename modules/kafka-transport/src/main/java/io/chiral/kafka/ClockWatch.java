package io.chiral.kafka;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Notices that the wall clock was set back, and wakes whoever waits by it.
 *
 * <p>Kafka's clients (4.3, {@code Timer} and {@code NetworkClient}) measure by the wall clock. Set
 * back by an hour, a member of a group sends no heartbeat and does not return from its poll for
 * that hour. The broker gives its partitions away after the session time-out, nobody tells the
 * member, and all that it says of itself is that it is well. Nor does a client connect again to
 * where it has been connected before. A new client begins with the time that it is now.
 */
final class ClockWatch implements AutoCloseable {

  private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** Below every session time-out; a clock that is slewed never comes near it in a second. */
  private static final long TOLERATED_MILLIS = 2000;

  private final LongSupplier wallMillis;
  private final LongSupplier monotonicNanos;
  private final Runnable alarm;
  private final Thread thread = new Thread(this::watch, "clock-watch");
  private long lead;
  private volatile boolean setBack;
  private volatile boolean closed;

  private ClockWatch(LongSupplier wallMillis, LongSupplier monotonicNanos, Runnable alarm) {
    this.wallMillis = wallMillis;
    this.monotonicNanos = monotonicNanos;
    this.alarm = alarm;
    this.lead = lead();
    thread.setDaemon(true);
  }

  /**
   * Watches the machine's clocks, once a second, until it is closed.
   *
   * @param alarm called when the wall clock was set back; on a thread of the watch's own
   */
  static ClockWatch start(Runnable alarm) {
    return start(System::currentTimeMillis, System::nanoTime, alarm);
  }

  static ClockWatch start(LongSupplier wallMillis, LongSupplier monotonicNanos, Runnable alarm) {
    ClockWatch watch = new ClockWatch(wallMillis, monotonicNanos, alarm);
    watch.thread.start();
    return watch;
  }

  /** Whether the wall clock was set back since this was last asked. Any thread. */
  synchronized boolean wasSetBack() {
    boolean was = setBack;
    setBack = false;
    return was;
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }

  private void watch() {
    while (!closed) {
      LockSupport.parkNanos(INTERVAL_NANOS);
      long before = lead;
      lead = lead();
      if (lead < before - TOLERATED_MILLIS) {
        setBack = true;
        alarm.run();
      }
    }
  }

  /** By how much the wall clock is ahead of the one that nobody sets. */
  private long lead() {
    return wallMillis.getAsLong() - TimeUnit.NANOSECONDS.toMillis(monotonicNanos.getAsLong());
  }
}

package io.chiral.service.weights;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Closes a connection that brings nothing any more: the HTTP client's own time-out ends with the
 * answer's head. Its reader then gets an {@link IOException}.
 */
final class StallGuard implements AutoCloseable {

  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "stall-guard");
            thread.setDaemon(true);
            return thread;
          });
  private final Closeable connection;
  private final long patience;
  private volatile long last = System.nanoTime();
  private volatile boolean stalled;

  /**
   * Begins to watch.
   *
   * @param patience how long nothing may come
   */
  StallGuard(Closeable connection, Duration patience) {
    this.connection = connection;
    this.patience = patience.toNanos();
    watch(this.patience);
  }

  /** Something came. */
  void progress() {
    last = System.nanoTime();
  }

  /** Whether the connection was closed for want of progress. */
  boolean stalled() {
    return stalled;
  }

  private void watch(long nanos) {
    var unused = clock.schedule(this::check, nanos, TimeUnit.NANOSECONDS);
  }

  private void check() {
    long left = patience - (System.nanoTime() - last);
    if (left > 0) {
      watch(left);
      return;
    }
    stalled = true;
    try {
      connection.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}

package io.chiral.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How a thread fares that works for ever: what it is at, since when, and what failed last. That
 * thread writes, any other may ask.
 *
 * <p>A trouble is over when nothing has failed for {@link #CALM}, so that a thread whose every
 * second try fails is not told to be well in between.
 */
final class Pulse {

  static final Duration CALM = Duration.ofSeconds(5);

  private final Duration hangsAfter;
  private final LongSupplier nanoTime;
  private volatile Beat beat;
  private volatile @Nullable Failed failed;
  private volatile @Nullable Health end;

  /**
   * @param hangsAfter longer than anything that it does may properly take
   */
  Pulse(Duration hangsAfter) {
    this(hangsAfter, System::nanoTime);
  }

  Pulse(Duration hangsAfter, LongSupplier nanoTime) {
    this.hangsAfter = hangsAfter;
    this.nanoTime = nanoTime;
    beat = new Beat("begins", Instant.now(), nanoTime.getAsLong());
  }

  /** It begins with something, such as {@code publishes outcomes/0@17}. */
  void at(String doing) {
    beat = new Beat(doing, Instant.now(), nanoTime.getAsLong());
  }

  /** What it was at has failed and will be tried again. */
  void failed(Exception failure) {
    Instant now = Instant.now();
    Failed before = failed;
    Instant since = before == null ? now : before.trouble.since();
    String reason = beat.doing + ": " + failure;
    failed = new Failed(new Health.Trouble(reason, since, now), nanoTime.getAsLong());
  }

  /** All is well. */
  void fine() {
    Failed before = failed;
    if (before != null && nanoTime.getAsLong() - before.nanos > CALM.toNanos()) {
      failed = null;
    }
  }

  void ended(Health how) {
    end = how;
  }

  Health health() {
    Health last = end;
    if (last != null) {
      return last;
    }
    Beat now = beat;
    if (nanoTime.getAsLong() - now.nanos > hangsAfter.toNanos()) {
      return new Health.Trouble("no progress: " + now.doing, now.since, Instant.now());
    }
    Failed before = failed;
    return before == null ? new Health.Up() : before.trouble;
  }

  private record Beat(String doing, Instant since, long nanos) {}

  private record Failed(Health.Trouble trouble, long nanos) {}
}

package io.chiral.service.worker;

import static io.chiral.service.node.LoopHealth.seconds;

import io.chiral.messages.work.Slice;
import io.chiral.service.node.Health;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a worker is at, for whoever asks. Thread-safe: each change is one write. */
final class Doing {
  /** Of a slice's budget; so long no step may take before somebody should look. */
  private static final int BUDGETS = 10;

  private static final Duration AT_LEAST = Duration.ofMinutes(2);

  private final Clock clock;
  private volatile @Nullable Now now;

  Doing(Clock clock) {
    this.clock = clock;
  }

  void begins(Slice slice) {
    Instant at = clock.instant();
    now = new Now(slice, at, slice.fromStep(), at, false);
  }

  /** A step of it has ended. */
  void reached(Slice slice, int step) {
    Now before = now;
    if (before != null && before.slice.equals(slice)) {
      now = new Now(slice, before.since, step, clock.instant(), false);
    }
  }

  void waitsForStore(Slice slice) {
    Now before = now;
    if (before != null && before.slice.equals(slice)) {
      now = new Now(slice, before.since, before.step, clock.instant(), true);
    }
  }

  void ended(Slice slice) {
    Now before = now;
    if (before != null && before.slice.equals(slice)) {
      now = null;
    }
  }

  /** For people; {@code idle} where there is no slice. */
  String tell() {
    Now it = now;
    return it == null ? "idle" : it.tell();
  }

  /** Ready in any case: a slow run is no fault of its worker. */
  Health health() {
    Now it = now;
    if (it == null) {
      return Health.ready("idle");
    }
    Duration longest = Duration.ofMillis(it.slice.budgetMillis()).multipliedBy(BUDGETS);
    longest = longest.compareTo(AT_LEAST) < 0 ? AT_LEAST : longest;
    boolean stuck = Duration.between(it.stepAt, clock.instant()).compareTo(longest) > 0;
    String warning =
        it.store
            ? "run %s waits for the store since %s".formatted(it.slice.run(), seconds(it.stepAt))
            : "no step of run %s has ended since %s".formatted(it.slice.run(), seconds(it.stepAt));
    return Health.ready(it.tell(), it.store || stuck ? List.of(warning) : List.of());
  }

  /**
   * A slice in progress.
   *
   * @param stepAt when the last step ended, or when it began to wait for the store
   */
  private record Now(Slice slice, Instant since, int step, Instant stepAt, boolean store) {
    String tell() {
      return "slice %d, attempt %d, of run %s of study %s since %s, at step %d of %d"
          .formatted(
              slice.slice(),
              slice.attempt(),
              slice.run(),
              slice.study(),
              seconds(since),
              step,
              slice.spec().steps());
    }
  }
}

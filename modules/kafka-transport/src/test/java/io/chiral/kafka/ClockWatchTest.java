package io.chiral.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ClockWatchTest {
  private final AtomicLong wallMillis = new AtomicLong(1_800_000_000_000L);
  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicInteger alarms = new AtomicInteger();

  @Test
  void tellsOnceThatTheClockWasSetBackAndNothingElse() {
    try (ClockWatch watch = ClockWatch.start(this::wall, () -> 0, alarms::incrementAndGet)) {
      setAndBeSeen(Duration.ofHours(1));
      setAndBeSeen(Duration.ofSeconds(-1));
      assertThat(watch.wasSetBack()).isFalse();

      setAndBeSeen(Duration.ofHours(-1));

      await().until(() -> alarms.get() == 1);
      assertThat(watch.wasSetBack()).isTrue();
      assertThat(watch.wasSetBack()).isFalse();
      setAndBeSeen(Duration.ofHours(1));
      assertThat(alarms).hasValue(1);
    }
  }

  private long wall() {
    asked.incrementAndGet();
    return wallMillis.get();
  }

  /** The look after the next one began after the clock was set. */
  private void setAndBeSeen(Duration change) {
    wallMillis.addAndGet(change.toMillis());
    int before = asked.get();
    await().until(() -> asked.get() >= before + 2);
  }
}

package io.chiral.service.node;

import io.chiral.kafka.Health.Failed;
import io.chiral.kafka.Health.Trouble;
import io.chiral.kafka.Health.Up;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** What a thread that reads Kafka says of itself, as the health of a component. */
public final class LoopHealth {

  /** A failure that is mended by the next tries is no reason to be taken out of service. */
  private static final Duration PASSING = Duration.ofSeconds(5);

  private LoopHealth() {}

  /**
   * As it is, with its own health when it works.
   *
   * @param works how it is while nothing is wrong with its loop
   */
  public static Health of(io.chiral.kafka.Health loop, Health works) {
    if (loop instanceof Up) {
      return works;
    } else if (loop instanceof Trouble trouble) {
      String what = "since %s: %s".formatted(seconds(trouble.since()), trouble.reason());
      Duration lasted = Duration.between(trouble.since(), trouble.until());
      return works.ready() && lasted.compareTo(PASSING) < 0
          ? Health.ready(works.detail(), List.of("in trouble " + what))
          : Health.notReady(what);
    } else if (loop instanceof Failed failed) {
      return Health.ended(failed.cause());
    }
    return Health.notReady("closed");
  }

  /** A time as a person reads it. */
  public static Instant seconds(Instant at) {
    return at.truncatedTo(ChronoUnit.SECONDS);
  }
}

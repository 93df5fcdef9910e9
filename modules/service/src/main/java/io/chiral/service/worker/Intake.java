package io.chiral.service.worker;

import static io.chiral.service.node.LoopHealth.seconds;

import io.chiral.kafka.TransactionalLoop;
import io.chiral.service.node.Health;
import io.chiral.service.node.HealthRegistry;
import io.chiral.service.node.LoopGuard;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a worker takes slices. A worker that shall take none leaves its consumer group and stays
 * up: without a partition it can't be given one, and nobody has to be told.
 *
 * <pre>
 *   TAKING ──drain──► DRAINING ──slice handed over──► DRAINED ──undrain──► TAKING
 * </pre>
 *
 * It is a property of the process: one that is started again takes slices. Thread-safe.
 */
final class Intake {
  private static final Logger LOG = LoggerFactory.getLogger(Intake.class);
  private static final String COMPONENT = "worker";

  private final Vertx vertx;
  private final HealthRegistry health;
  private final Callable<TransactionalLoop> make;
  private final Doing doing;
  private final Clock clock;
  private Future<?> last = Future.succeededFuture();
  private @Nullable LoopGuard loop;
  private volatile WorkerStatus status;

  /**
   * @param make a new loop of this worker; runs on a worker thread
   */
  Intake(
      Vertx vertx,
      HealthRegistry health,
      String worker,
      Callable<TransactionalLoop> make,
      Doing doing,
      Clock clock) {
    this.vertx = vertx;
    this.health = health;
    this.make = make;
    this.doing = doing;
    this.clock = clock;
    status =
        new WorkerStatus(worker, WorkerStatus.Intake.DRAINED, seconds(clock.instant()), "idle");
  }

  WorkerStatus status() {
    WorkerStatus now = status;
    return new WorkerStatus(now.worker(), now.intake(), now.since(), doing.tell());
  }

  /** Joins the group, or stays in it. */
  synchronized Future<?> take() {
    last = last.transform(before -> join());
    return last;
  }

  /**
   * Leaves the group: the slice in progress ends at its next step and is published. Done when that
   * is so, or when its time for that is over and another worker computes it again.
   */
  synchronized Future<?> drain() {
    last = last.transform(before -> leave());
    return last;
  }

  private Future<?> join() {
    if (status.intake() == WorkerStatus.Intake.TAKING) {
      return Future.succeededFuture();
    }
    return LoopGuard.start(vertx, health, COMPONENT, make, doing::health)
        .onSuccess(
            started -> {
              loop = started;
              become(WorkerStatus.Intake.TAKING);
            });
  }

  private Future<?> leave() {
    LoopGuard taking = loop;
    if (taking == null || status.intake() == WorkerStatus.Intake.DRAINED) {
      return Future.succeededFuture();
    }
    become(WorkerStatus.Intake.DRAINING);
    health.register(COMPONENT, this::drained);
    return taking
        .stop(vertx)
        .onSuccess(
            ended -> {
              loop = null;
              become(WorkerStatus.Intake.DRAINED);
            });
  }

  /** An operator's wish is no fault. */
  private Health drained() {
    WorkerStatus now = status();
    return Health.ready(
        now.intake() == WorkerStatus.Intake.DRAINED
            ? "drained since %s: takes no slices".formatted(now.since())
            : "draining since %s: %s".formatted(now.since(), now.slice()));
  }

  private void become(WorkerStatus.Intake next) {
    Instant now = seconds(clock.instant());
    status = new WorkerStatus(status.worker(), next, now, "");
    LOG.info("intake changed worker={} status={}", status.worker(), next);
  }
}

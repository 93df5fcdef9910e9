package io.chiral.service.worker;

import io.chiral.service.node.Health;
import io.chiral.service.node.HealthRegistry;
import io.chiral.service.node.LoopHealth;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells whether the checkpoint store can be used, and waits until it can. A full or unmounted disk
 * is its worker's trouble: without this, such a worker would fail one run of a study after the
 * other. Readiness says what is wrong meanwhile. A slice waits {@link #PATIENCE} at most, since
 * other workers may have a store that works.
 */
final class StoreGuard {
  private static final Logger LOG = LoggerFactory.getLogger(StoreGuard.class);
  private static final String COMPONENT = "store";
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  /** So long a worker keeps a slice whose store can't be used. */
  static final Duration PATIENCE = Duration.ofMinutes(3);

  /** How a wait was. */
  enum Wait {
    /** The store could be used all the time. */
    NONE,
    /** It can be used again. */
    OVER,
    /** It can't, and nobody wants to wait any longer. */
    STOPPED
  }

  private final Vertx vertx;
  private final Runnable probe;
  private final HealthRegistry health;
  private final Duration patience;
  private final Runnable leave;
  private volatile @Nullable Instant unusable;

  /**
   * @param probe throws {@link UncheckedIOException} where the store can't be used; may block
   */
  StoreGuard(Vertx vertx, Runnable probe, HealthRegistry health) {
    this(vertx, probe, health, PATIENCE, () -> {});
  }

  /**
   * @param leave called when a slice has waited for so long; must return at once, any thread
   */
  StoreGuard(
      Vertx vertx, Runnable probe, HealthRegistry health, Duration patience, Runnable leave) {
    this.vertx = vertx;
    this.probe = probe;
    this.health = health;
    this.patience = patience;
    this.leave = leave;
  }

  /**
   * Waits with a slice at hand, as long as the store can't be used and patience lasts.
   *
   * @param stopped asked once a second; any thread
   * @param waits called when it has to wait; any thread
   */
  Future<Wait> await(BooleanSupplier stopped, Runnable waits) {
    long begin = System.nanoTime();
    return await(() -> stopped.getAsBoolean() || isTooLong(begin), waits, Wait.NONE);
  }

  private boolean isTooLong(long begin) {
    if (System.nanoTime() - begin < patience.toNanos()) {
      return false;
    }
    LOG.warn("store not usable: others shall have the slice millis={}", patience.toMillis());
    leave.run();
    return true;
  }

  /**
   * Waits for as long as it takes.
   *
   * @param stopped as above
   */
  Future<Wait> awaitUsable(BooleanSupplier stopped) {
    return await(stopped, () -> {}, Wait.NONE);
  }

  private Future<Wait> await(BooleanSupplier stopped, Runnable waits, Wait whenUsable) {
    return vertx
        .executeBlocking(this::isUsable, false)
        .compose(
            usable -> {
              if (usable || stopped.getAsBoolean()) {
                return Future.succeededFuture(usable ? whenUsable : Wait.STOPPED);
              }
              if (whenUsable == Wait.NONE) {
                waits.run();
              }
              Promise<Wait> later = Promise.promise();
              vertx.setTimer(
                  INTERVAL.toMillis(), timer -> await(stopped, waits, Wait.OVER).onComplete(later));
              return later.future();
            });
  }

  private boolean isUsable() {
    try {
      probe.run();
    } catch (UncheckedIOException e) {
      String reason = "%s (%s)".formatted(e.getMessage(), e.getCause());
      Instant began = unusable == null ? LoopHealth.seconds(Instant.now()) : unusable;
      if (unusable == null) {
        LOG.warn("store not usable error={}", reason);
      }
      unusable = began;
      health.register(COMPONENT, () -> Health.notReady("since %s: %s".formatted(began, reason)));
      return false;
    }
    unusable = null;
    health.register(COMPONENT, () -> Health.ready("can be written and read"));
    return true;
  }
}

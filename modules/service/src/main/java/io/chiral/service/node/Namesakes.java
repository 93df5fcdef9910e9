package io.chiral.service.node;

import io.chiral.kafka.GroupView;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks out for another live process with this one's {@code worker.id}. The two would end each
 * other's transactions, until one is fenced for good.
 */
final class Namesakes implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Namesakes.class);

  /** A former self that was killed stays a member for a session time-out: 45 s by default. */
  static final Duration PATIENCE = Duration.ofSeconds(60);

  static final Duration INTERVAL = Duration.ofSeconds(15);

  private final Vertx vertx;
  private final GroupView view;
  private final String member;
  private final String id;
  private final long patienceOverNanos;
  private final AtomicBoolean met = new AtomicBoolean();
  private volatile long timer;

  private Namesakes(Vertx vertx, GroupView view, String member, String id, Duration patience) {
    this.vertx = vertx;
    this.view = view;
    this.member = member;
    this.id = id;
    this.patienceOverNanos = System.nanoTime() + patience.toNanos();
  }

  /**
   * Watches from now on.
   *
   * @param view of the member's group; closed with this
   * @param member its client id there
   * @param id this process's name
   * @param patience before which a namesake may be a former self
   */
  static Namesakes watch(
      Vertx vertx,
      HealthRegistry health,
      GroupView view,
      String member,
      String id,
      Duration interval,
      Duration patience) {
    Namesakes watch = new Namesakes(vertx, view, member, id, patience);
    health.register("name of " + member, watch::health);
    watch.timer = vertx.setPeriodic(interval.toMillis(), tick -> watch.look());
    return watch;
  }

  static Namesakes watch(
      Vertx vertx, HealthRegistry health, GroupView view, String member, String id) {
    return watch(vertx, health, view, member, id, INTERVAL, PATIENCE);
  }

  private void look() {
    var unused = view.namesakes().thenAccept(this::seen);
  }

  private void seen(Set<String> namesakes) {
    boolean there = namesakes.contains(member);
    if (met.getAndSet(there) != there && there) {
      LOG.warn(
          "another member has this name, if it is not this process's former self, which the broker"
              + " forgets within its session time-out worker={} loop={} error={}",
          id,
          member,
          reason());
    }
  }

  private Health health() {
    if (!met.get()) {
      return Health.ready("its own");
    }
    return System.nanoTime() - patienceOverNanos < 0
        ? Health.ready("shared with a former self, or else " + reason())
        : Health.notReady(reason());
  }

  private String reason() {
    return "another live process has the worker.id '%s', too: set worker.id to another name in each"
        .formatted(id);
  }

  @Override
  public void close() {
    vertx.cancelTimer(timer);
    view.close();
  }
}

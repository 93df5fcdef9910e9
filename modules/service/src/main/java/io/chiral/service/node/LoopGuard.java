package io.chiral.service.node;

import io.chiral.kafka.TransactionalLoop;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A loop as a component of a node: made, watched, and closed without blocking an event loop. */
public final class LoopGuard {
  private static final Logger LOG = LoggerFactory.getLogger(LoopGuard.class);

  private final TransactionalLoop loop;

  private LoopGuard(TransactionalLoop loop) {
    this.loop = loop;
  }

  /**
   * Makes and starts a loop and lets it answer for its component.
   *
   * @param make runs on a worker thread: clients and schemas take a while
   */
  public static Future<LoopGuard> start(
      Vertx vertx, HealthRegistry health, String component, Callable<TransactionalLoop> make) {
    health.register(component, () -> Health.notReady("starting"));
    return vertx
        .executeBlocking(make, false)
        .map(
            loop -> {
              health.register(component, () -> health(loop.check()));
              tellOf(component, loop.ended());
              loop.start();
              return new LoopGuard(loop);
            });
  }

  private static void tellOf(String component, CompletableFuture<io.chiral.kafka.Health> ended) {
    var unused =
        ended.thenAccept(
            how -> {
              if (how instanceof io.chiral.kafka.Health.Failed failed) {
                LOG.error(
                    "{} has ended for good and /health/live says so: {}. Mend the reason and start"
                        + " this process again; where nothing watches /health/live, that is up to"
                        + " you. What it had published stays, and it goes on from there",
                    component,
                    failed.cause().toString());
              }
            });
  }

  /** Hands over what it holds; done when the loop has ended, or its time for that is over. */
  public Future<Void> stop(Vertx vertx) {
    return vertx.executeBlocking(
        () -> {
          loop.close();
          return null;
        },
        false);
  }

  private static Health health(io.chiral.kafka.Health health) {
    if (health instanceof io.chiral.kafka.Health.Up) {
      return Health.ready("running");
    } else if (health instanceof io.chiral.kafka.Health.Trouble trouble) {
      return Health.notReady("since %s: %s".formatted(trouble.since(), trouble.reason()));
    } else if (health instanceof io.chiral.kafka.Health.Failed failed) {
      return Health.ended(failed.cause());
    }
    return Health.notReady("closed");
  }
}

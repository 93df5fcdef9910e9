package io.chiral.service.node;

import io.chiral.kafka.TransactionalLoop;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A loop as a component of a node: made, watched, and closed without blocking an event loop. */
public final class LoopGuard {
  private static final Logger LOG = LoggerFactory.getLogger(LoopGuard.class);

  private final TransactionalLoop loop;

  private LoopGuard(TransactionalLoop loop) {
    this.loop = loop;
  }

  /** A loop of which there is no more to say than that it runs. */
  public static Future<LoopGuard> start(
      Vertx vertx, HealthRegistry health, String component, Callable<TransactionalLoop> make) {
    return start(vertx, health, component, make, () -> Health.ready("running"));
  }

  /**
   * Makes and starts a loop and lets it answer for its component.
   *
   * @param make runs on a worker thread: clients and schemas take a while
   * @param works how the component is while its loop works; asked on any thread
   */
  public static Future<LoopGuard> start(
      Vertx vertx,
      HealthRegistry health,
      String component,
      Callable<TransactionalLoop> make,
      Supplier<Health> works) {
    health.register(component, () -> Health.notReady("starting"));
    return vertx
        .executeBlocking(make, false)
        .map(
            loop -> {
              health.register(component, () -> LoopHealth.of(loop.check(), works.get()));
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
                    "a loop has ended for good and /health/live says so. Mend the reason and start this"
                        + " process again; where nothing watches /health/live, that is up to you."
                        + " What it had published stays, and it goes on from there loop={} error={}",
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

  /** How the loop is. */
  public io.chiral.kafka.Health check() {
    return loop.check();
  }
}

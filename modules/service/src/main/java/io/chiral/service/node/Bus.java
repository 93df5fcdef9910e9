package io.chiral.service.node;

import io.chiral.service.config.ChiralConfig.Cluster;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What processes tell each other and may well be lost: stops, progress.
 *
 * <p>The roles listen on their own process's event bus. Other processes are reached through a
 * second Vert.x, clustered by Hazelcast, that joins in the background and is tried again when it
 * can't: a member that hangs or was killed holds up whoever joins for a minute and more (seen with
 * Hazelcast 5.6), and no role may wait for that, since nothing depends on these words. Any thread.
 */
public final class Bus {
  private static final Logger LOG = LoggerFactory.getLogger(Bus.class);
  private static final String ORIGIN = "origin";
  private static final Duration AGAIN = Duration.ofSeconds(5);
  private static final Duration FAREWELL = Duration.ofSeconds(5);

  private final Vertx vertx;
  private final String origin = UUID.randomUUID().toString();
  private final Set<String> addresses = ConcurrentHashMap.newKeySet();
  private volatile @Nullable Vertx others;
  private volatile boolean closing;

  private Bus(Vertx vertx) {
    this.vertx = vertx;
  }

  /** Of a process that has no others. */
  public static Bus alone(Vertx vertx) {
    return new Bus(vertx);
  }

  /**
   * Returns at once.
   *
   * @param cluster null: there are no other processes
   */
  static Bus open(Vertx vertx, @Nullable Cluster cluster, HealthRegistry health) {
    Bus bus = new Bus(vertx);
    if (cluster != null) {
      health.register("cluster", bus::health);
      bus.join(cluster);
    }
    return bus;
  }

  /** Never a reason to be not ready. */
  private Health health() {
    return Health.ready(
        others == null
            ? "joins the other processes; until then a cancel waits for its slice's end"
            : "joined");
  }

  private void join(Cluster with) {
    Clusters.clustered(with)
        .onSuccess(this::joined)
        .onFailure(
            failure -> {
              LOG.warn("cluster not joined error={}", failure.toString());
              vertx.setTimer(AGAIN.toMillis(), timer -> joinAgain(with));
            });
  }

  private void joinAgain(Cluster with) {
    if (!closing) {
      join(with);
    }
  }

  private synchronized void joined(Vertx clustered) {
    if (closing) {
      end(clustered);
      return;
    }
    others = clustered;
    addresses.forEach(address -> carry(clustered, address));
    LOG.info("cluster joined");
  }

  /** Tells all listeners, here and elsewhere; may be lost. */
  public void publish(String address, Object body) {
    vertx.eventBus().publish(address, body);
    Vertx joined = others;
    if (joined != null) {
      joined.eventBus().publish(address, body, new DeliveryOptions().addHeader(ORIGIN, origin));
    }
  }

  /** Listens on the caller's context. */
  public synchronized <T> void listen(String address, Consumer<T> listener) {
    vertx.eventBus().<T>consumer(address, message -> listener.accept(message.body()));
    Vertx joined = others;
    if (addresses.add(address) && joined != null) {
      carry(joined, address);
    }
  }

  private void carry(Vertx from, String address) {
    from.eventBus().consumer(address, this::hand);
  }

  /** What this process said itself has been heard here already. */
  private void hand(Message<Object> message) {
    if (!origin.equals(message.headers().get(ORIGIN))) {
      vertx.eventBus().publish(message.address(), message.body());
    }
  }

  /** Leaves the others; never fails, and soon, even if they don't answer. */
  Future<Void> close() {
    Vertx joined;
    synchronized (this) {
      closing = true;
      joined = others;
    }
    return joined == null ? Future.succeededFuture() : end(joined);
  }

  private Future<Void> end(Vertx clustered) {
    return clustered
        .close()
        .timeout(FAREWELL.toSeconds(), TimeUnit.SECONDS)
        .onFailure(late -> LOG.debug("cluster left without a farewell", late))
        .otherwiseEmpty();
  }
}

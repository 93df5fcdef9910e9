package io.chiral.service.gateway;

import io.chiral.messages.Codec;
import io.chiral.service.config.ChiralConfig.Listener;
import io.chiral.service.gateway.http.HostGuard;
import io.chiral.service.gateway.http.ManagementRouter;
import io.chiral.service.node.Node;
import io.chiral.service.worker.WorkerVerticle;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The management port of a process, whatever its roles: {@code /health/live}, {@code
 * /health/ready}, {@code /metrics}; of a worker {@code /worker}, {@code /worker/drain} and {@code
 * /worker/undrain}, too.
 */
public final class ManagementVerticle extends VerticleBase {

  private final Node node;
  private final Codec codec;
  private final @Nullable WorkerVerticle worker;
  private volatile @Nullable HttpServer server;

  /**
   * @param worker of this process; null: it has none
   */
  public ManagementVerticle(Node node, Codec codec, @Nullable WorkerVerticle worker) {
    this.node = node;
    this.codec = codec;
    this.worker = worker;
  }

  @Override
  public Future<?> start() {
    Listener address = node.config().management();
    HostGuard guard = new HostGuard(address.host(), Set.of());
    return Listening.on(
            vertx,
            "management",
            address,
            null,
            ManagementRouter.build(vertx, node.health(), worker, codec, guard))
        .onSuccess(listening -> server = listening);
  }

  /** The port; 0 before it listens. */
  public int port() {
    HttpServer listening = server;
    return listening == null ? 0 : listening.actualPort();
  }
}

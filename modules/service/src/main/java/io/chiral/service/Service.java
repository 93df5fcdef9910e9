package io.chiral.service;

import io.chiral.imagery.dataset.DataSets;
import io.chiral.messages.Codec;
import io.chiral.service.command.CommandVerticle;
import io.chiral.service.config.ChiralConfig;
import io.chiral.service.config.Role;
import io.chiral.service.gateway.GatewayVerticle;
import io.chiral.service.gateway.ManagementVerticle;
import io.chiral.service.node.CommandSink;
import io.chiral.service.node.Foundation;
import io.chiral.service.node.HealthRegistry;
import io.chiral.service.node.Node;
import io.chiral.service.reporting.ReportingVerticle;
import io.chiral.service.worker.WorkerVerticle;
import io.chiral.training.checkpoint.CheckpointStore;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One process of an installation: a {@link Foundation} and the roles that the configuration names.
 *
 * <pre>
 *   directories, data sets ─► Vert.x ─► broker ─► topics ─► roles ─► listeners
 * </pre>
 */
public final class Service {
  private static final Logger LOG = LoggerFactory.getLogger(Service.class);

  private final Foundation foundation;
  private final Codec codec = new Codec();
  private final @Nullable WorkerVerticle worker;
  private final ManagementVerticle management;
  private @Nullable GatewayVerticle gateway;

  private Service(Foundation foundation) {
    this.foundation = foundation;
    this.worker =
        foundation.node().config().roles().contains(Role.WORKER)
            ? new WorkerVerticle(
                foundation.node(), codec, foundation.dataSets(), foundation.store())
            : null;
    this.management = new ManagementVerticle(foundation.node(), codec, worker);
  }

  /**
   * Starts a process. What was started is closed again if the rest can't be; the failure's message
   * says what and why on one line.
   */
  public static Future<Service> start(ChiralConfig config) {
    return Foundation.lay(config)
        .map(Service::new)
        .compose(
            service ->
                service
                    .deploy()
                    .map(service)
                    .recover(
                        error -> service.close().transform(closed -> Future.failedFuture(error))));
  }

  /** Roles first: who listens is ready to answer. */
  private Future<Void> deploy() {
    Future<Void> deployed = Future.succeededFuture();
    for (VerticleBase verticle : verticles()) {
      deployed = deployed.compose(before -> foundation.deploy(verticle));
    }
    return deployed;
  }

  private List<VerticleBase> verticles() {
    Node node = foundation.node();
    DataSets dataSets = foundation.dataSets();
    CheckpointStore store = foundation.store();
    List<VerticleBase> verticles = new ArrayList<>();
    for (Role role : Role.values()) {
      if (node.config().roles().contains(role)) {
        verticles.add(
            switch (role) {
              case COMMAND -> new CommandVerticle(node, codec, dataSets, store);
              case WORKER -> Objects.requireNonNull(worker);
              case REPORTING -> new ReportingVerticle(node, codec, store);
              case GATEWAY -> gateway = new GatewayVerticle(node, codec, store, dataSets);
            });
      }
    }
    verticles.add(management);
    return verticles;
  }

  /** Where commands go: the public topic. */
  public CommandSink commands() {
    return foundation.node().commands();
  }

  /** How the components are. */
  public HealthRegistry health() {
    return foundation.node().health();
  }

  /** {@code host:port} of the broker. */
  public String bootstrapServers() {
    return foundation.bootstrapServers();
  }

  /** Base address of page and interface. */
  public URI address() {
    var http = foundation.node().config().http();
    int port = gateway == null ? 0 : gateway.port();
    return URI.create(
        "%s://%s:%d"
            .formatted(http.tls() == null ? "http" : "https", http.listener().host(), port));
  }

  /** Port of health and metrics. */
  public int managementPort() {
    return management.port();
  }

  /** For the person who started it: where everything is, and who may come in. */
  public List<String> describe() {
    ChiralConfig config = foundation.node().config();
    List<String> lines = new ArrayList<>();
    if (gateway != null) {
      lines.add("dashboard and API: " + address());
    }
    lines.add(
        "health and metrics: http://%s:%d".formatted(config.management().host(), managementPort()));
    lines.add("Kafka: " + bootstrapServers());
    if (!config.auth().required()) {
      lines.add(
          "no authentication is configured: listeners are bound to "
              + config.http().listener().host());
    }
    return lines;
  }

  /** Ends roles, then clients, then the broker; never fails. */
  public Future<Void> close() {
    return foundation
        .close()
        .onFailure(error -> LOG.warn("closing was not clean error={}", error.toString()))
        .otherwiseEmpty();
  }
}

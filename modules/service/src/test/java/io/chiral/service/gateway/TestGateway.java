package io.chiral.service.gateway;

import io.chiral.imagery.dataset.DataSets;
import io.chiral.messages.Codec;
import io.chiral.messages.Envelope;
import io.chiral.messages.Topics;
import io.chiral.messages.command.Command;
import io.chiral.service.config.ChiralConfig;
import io.chiral.service.node.Bus;
import io.chiral.service.node.HealthRegistry;
import io.chiral.service.node.Node;
import io.chiral.service.node.Tracing;
import io.chiral.training.checkpoint.DirectoryStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A gateway on a free port, fed from memory. */
final class TestGateway implements AutoCloseable {

  /** A command as it was sent. */
  record Sent(Envelope envelope, Command command) {}

  final Vertx vertx = Vertx.vertx();
  final Codec codec = new Codec();
  final List<Sent> sent = new CopyOnWriteArrayList<>();
  final HealthRegistry health = new HealthRegistry();
  final DirectoryStore store;
  final FakeSource source;
  private final GatewayVerticle verticle;
  private final Node node;

  TestGateway(Path directory, List<Object> records) {
    this(directory, records, 0);
  }

  TestGateway(Path directory, List<Object> records, int port) {
    store = new DirectoryStore(directory);
    source = new FakeSource(records);
    ChiralConfig config =
        ChiralConfig.load(
            null,
            Map.of(
                "data.dir",
                directory.toString(),
                "http.port",
                String.valueOf(port),
                "management.port",
                "0",
                "kafka.bootstrap.servers",
                "127.0.0.1:9"));
    node =
        new Node(
            vertx,
            Bus.alone(vertx),
            config,
            config.kafka(),
            Topics.standard(),
            health,
            this::remember,
            Tracing.silent(),
            "test");
    verticle = new GatewayVerticle(node, codec, store, DataSets.builtIn(), source);
  }

  private Future<Void> remember(Envelope envelope, Command command) {
    sent.add(new Sent(envelope, command));
    return Future.succeededFuture();
  }

  TestGateway start() throws Exception {
    await(vertx.deployVerticle(verticle));
    return this;
  }

  int port() {
    return verticle.port();
  }

  String url(String path) {
    return "http://127.0.0.1:" + port() + path;
  }

  ManagementVerticle management() throws Exception {
    ManagementVerticle management = new ManagementVerticle(node, codec, null);
    await(vertx.deployVerticle(management));
    return management;
  }

  static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  @Override
  public void close() throws Exception {
    await(vertx.close());
  }
}

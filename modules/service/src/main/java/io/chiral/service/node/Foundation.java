package io.chiral.service.node;

import io.chiral.broker.BrokerOptions;
import io.chiral.broker.EmbeddedBroker;
import io.chiral.imagery.dataset.DataSets;
import io.chiral.kafka.BrokerWatch;
import io.chiral.kafka.GroupView;
import io.chiral.kafka.RecordProducer;
import io.chiral.messages.Codec;
import io.chiral.messages.Topics;
import io.chiral.service.config.ChiralConfig;
import io.chiral.service.config.ChiralConfig.EmbeddedBrokerConfig;
import io.chiral.service.config.ConfigException;
import io.chiral.service.config.KafkaSettings;
import io.chiral.service.config.Role;
import io.chiral.training.checkpoint.CheckpointStore;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What stands before any role does: directories, data sets, Vert.x, broker, topics, producer. */
public final class Foundation {
  private static final Duration ASKS = Duration.ofSeconds(2);

  /** A broker that is started again is back by then, or nearly. */
  private static final Duration UNREACHED = Duration.ofSeconds(15);

  private final Vertx vertx;
  private final DataSets dataSets;
  private final CheckpointStore store;
  private final @Nullable EmbeddedBroker broker;
  private final CommandProducer commands;
  private final BrokerWatch watch;
  private final Node node;
  private final @Nullable WorkerName name;
  private final List<Namesakes> namesakes;
  private final List<String> deployments = new ArrayList<>();

  private Foundation(
      Vertx vertx, Files files, Connected kafka, ChiralConfig config, @Nullable WorkerName name) {
    this.vertx = vertx;
    this.dataSets = files.dataSets();
    this.store = files.store();
    this.broker = kafka.broker();
    HealthRegistry health = new HealthRegistry();
    health.register("topics", kafka.check()::health);
    this.watch = new BrokerWatch(kafka.settings().readers(), UNREACHED);
    health.register("kafka", this::brokerHealth);
    watch.ask();
    vertx.setPeriodic(ASKS.toMillis(), timer -> watch.ask());
    this.name = name;
    this.namesakes = namesakes(vertx, health, kafka.settings(), config);
    this.commands = producer(vertx, kafka.settings(), config);
    this.node =
        new Node(
            vertx,
            Bus.open(vertx, config.cluster(), health),
            config,
            kafka.settings(),
            config.topics(),
            health,
            commands,
            tracing(config),
            Version.current());
  }

  /** Lays everything; what was laid is taken away again if the rest can't be. */
  public static Future<Foundation> lay(ChiralConfig config) {
    Vertx vertx = Clusters.alone();
    // Begun outside of Vert.x: a future of one of its event loops would not be heard of any more
    // when closing has ended that loop, and whoever started this would wait for ever.
    return Future.succeededFuture()
        .compose(begin -> vertx.executeBlocking(() -> lay(vertx, config), false))
        .recover(error -> vertx.close().transform(closed -> Future.failedFuture(error)));
  }

  private static Foundation lay(Vertx vertx, ChiralConfig config) {
    WorkerName name = WorkerName.claim(config);
    ChiralConfig named = name == null ? config : config.named(name.id());
    boolean laid = false;
    try {
      Foundation all = new Foundation(vertx, files(named), connect(named), named, name);
      laid = true;
      return all;
    } finally {
      if (!laid && name != null) {
        name.close();
      }
    }
  }

  private static Files files(ChiralConfig config) {
    try {
      return new Files(DataSets.with(config.dataSets()), Stores.open(config.store()));
    } catch (IOException | IllegalArgumentException e) {
      throw new ConfigException("data-sets: " + e.getMessage(), e);
    } catch (UncheckedIOException e) {
      throw new ConfigException("store: %s (%s)".formatted(e.getMessage(), e.getCause()), e);
    }
  }

  private static Connected connect(ChiralConfig config) {
    EmbeddedBrokerConfig embedded = config.embeddedBroker();
    if (embedded == null) {
      return new Connected(null, config.kafka(), KafkaCheck.of(config.kafka().readers(), config));
    }
    EmbeddedBroker broker =
        EmbeddedBroker.inProcess(new BrokerOptions(embedded.dir(), embedded.port()));
    broker.start();
    boolean connected = false;
    try {
      KafkaSettings settings = config.kafka().at(broker.bootstrapServers());
      Connected all = new Connected(broker, settings, KafkaCheck.of(settings.readers(), config));
      connected = true;
      return all;
    } finally {
      if (!connected) {
        broker.close();
      }
    }
  }

  private static List<Namesakes> namesakes(
      Vertx vertx, HealthRegistry health, KafkaSettings kafka, ChiralConfig config) {
    Topics topics = config.topics();
    String id = config.worker().id();
    List<Namesakes> watched = new ArrayList<>();
    if (config.roles().contains(Role.WORKER)) {
      GroupView view = new GroupView(kafka.readers(), Groups.workers(topics).id(), topics.work());
      watched.add(Namesakes.watch(vertx, health, view, id, id));
    }
    if (config.roles().contains(Role.REPORTING)) {
      GroupView view =
          new GroupView(kafka.readers(), Groups.reporting(topics).id(), topics.metrics());
      watched.add(Namesakes.watch(vertx, health, view, "reporting-" + id, id));
    }
    return watched;
  }

  private static CommandProducer producer(Vertx vertx, KafkaSettings kafka, ChiralConfig config) {
    Outbox outbox =
        new Outbox(config.topics(), new Codec(), "/" + config.worker().id(), Clock.systemUTC());
    return new CommandProducer(
        RecordProducer.create(vertx, kafka.writers(), "commands-" + config.worker().id()), outbox);
  }

  private static Tracing tracing(ChiralConfig config) {
    URI endpoint = config.tracing();
    return endpoint == null ? Tracing.silent() : Tracing.to(endpoint, config.worker().id());
  }

  private Health brokerHealth() {
    return LoopHealth.of(watch.check(), Health.ready("answers"));
  }

  /** Deploys a verticle; {@link #close} ends the last deployed first. */
  public Future<Void> deploy(VerticleBase verticle) {
    return vertx.deployVerticle(verticle).onSuccess(id -> deployments.add(0, id)).mapEmpty();
  }

  /** What roles are given. */
  public Node node() {
    return node;
  }

  /** Catalogue of images. */
  public DataSets dataSets() {
    return dataSets;
  }

  /** Checkpoints and tiles. */
  public CheckpointStore store() {
    return store;
  }

  /** {@code host:port} of the broker. */
  public String bootstrapServers() {
    return String.valueOf(node.kafka().common().get("bootstrap.servers"));
  }

  /**
   * Roles end in the order opposite to their start, then the producer, the bus, the broker, Vert.x.
   */
  public Future<Void> close() {
    Future<Void> closed = Future.succeededFuture();
    for (String deployment : deployments) {
      closed = closed.eventually(() -> vertx.undeploy(deployment));
    }
    return closed
        .eventually(() -> blocking(() -> namesakes.forEach(Namesakes::close)))
        .eventually(commands::close)
        .eventually(node.bus()::close)
        .eventually(() -> blocking(watch::close))
        .eventually(this::closeBroker)
        .eventually(() -> blocking(node.tracing()::close))
        .eventually(() -> blocking(store::close))
        .eventually(() -> blocking(this::giveUpName))
        .eventually(vertx::close);
  }

  private void giveUpName() {
    if (name != null) {
      name.close();
    }
  }

  private Future<Void> closeBroker() {
    EmbeddedBroker running = broker;
    if (running == null) {
      return Future.succeededFuture();
    }
    return blocking(running::close);
  }

  private Future<Void> blocking(Runnable closing) {
    return vertx.executeBlocking(
        () -> {
          closing.run();
          return null;
        },
        false);
  }

  private record Files(DataSets dataSets, CheckpointStore store) {}

  private record Connected(
      @Nullable EmbeddedBroker broker, KafkaSettings settings, KafkaCheck check) {}
}

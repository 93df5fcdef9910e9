package io.chiral.service.node;

import io.chiral.broker.BrokerOptions;
import io.chiral.broker.EmbeddedBroker;
import io.chiral.imagery.dataset.DataSets;
import io.chiral.kafka.BrokerWatch;
import io.chiral.kafka.RecordProducer;
import io.chiral.kafka.TopicAdmin;
import io.chiral.kafka.TopicProblem;
import io.chiral.messages.Codec;
import io.chiral.service.config.ChiralConfig;
import io.chiral.service.config.ChiralConfig.EmbeddedBrokerConfig;
import io.chiral.service.config.ConfigException;
import io.chiral.service.config.KafkaSettings;
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
import java.util.stream.Collectors;
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
  private final List<String> deployments = new ArrayList<>();

  private Foundation(Vertx vertx, Files files, Connected kafka, ChiralConfig config) {
    this.vertx = vertx;
    this.dataSets = files.dataSets();
    this.store = files.store();
    this.broker = kafka.broker();
    HealthRegistry health = new HealthRegistry();
    health.register("topics", () -> topicsHealth(kafka.problems()));
    this.watch = new BrokerWatch(kafka.settings().readers(), UNREACHED);
    health.register("kafka", this::brokerHealth);
    watch.ask();
    vertx.setPeriodic(ASKS.toMillis(), timer -> watch.ask());
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
    return new Foundation(vertx, files(config), connect(config), config);
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
      return new Connected(null, config.kafka(), ensure(config.kafka(), config));
    }
    EmbeddedBroker broker =
        EmbeddedBroker.inProcess(new BrokerOptions(embedded.dir(), embedded.port()));
    broker.start();
    boolean connected = false;
    try {
      KafkaSettings settings = config.kafka().at(broker.bootstrapServers());
      Connected all = new Connected(broker, settings, ensure(settings, config));
      connected = true;
      return all;
    } finally {
      if (!connected) {
        broker.close();
      }
    }
  }

  private static List<TopicProblem> ensure(KafkaSettings kafka, ChiralConfig config) {
    try (TopicAdmin admin = new TopicAdmin(kafka.readers())) {
      return admin.ensure(config.topics(), config.topicReplication());
    }
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

  private static Health topicsHealth(List<TopicProblem> problems) {
    return problems.isEmpty()
        ? Health.ready("as they must be")
        : Health.notReady(
            problems.stream()
                .map(p -> "%s %s: %s".formatted(p.topic(), p.what(), p.remedy()))
                .collect(Collectors.joining("; ")));
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
        .eventually(commands::close)
        .eventually(node.bus()::close)
        .eventually(() -> blocking(watch::close))
        .eventually(this::closeBroker)
        .eventually(() -> blocking(node.tracing()::close))
        .eventually(() -> blocking(store::close))
        .eventually(vertx::close);
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
      @Nullable EmbeddedBroker broker, KafkaSettings settings, List<TopicProblem> problems) {}
}

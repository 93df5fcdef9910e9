package io.chiral.service.worker;

import io.chiral.imagery.dataset.DataSets;
import io.chiral.kafka.LoopOptions;
import io.chiral.kafka.TransactionalLoop;
import io.chiral.messages.Codec;
import io.chiral.messages.Topics;
import io.chiral.networks.published.WeightsFolder;
import io.chiral.service.config.ChiralConfig.WorkerConfig;
import io.chiral.service.node.Node;
import io.chiral.service.node.Outbox;
import io.chiral.service.retention.Sweeper;
import io.chiral.training.checkpoint.CheckpointStore;
import io.chiral.training.slice.SliceRunner;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The worker role: slices → torch lane → events, checkpoints, outcomes. One a process. */
public final class WorkerVerticle extends VerticleBase {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerVerticle.class);

  private final Node node;
  private final Codec codec;
  private final DataSets dataSets;
  private final CheckpointStore store;
  private final Stops stops = new Stops();
  private final Doing doing = new Doing(Clock.systemUTC());
  private final Intake intake;
  private @Nullable WorkerRole role;
  private volatile @Nullable TorchLane lane;
  private volatile @Nullable SliceRunner runner;

  public WorkerVerticle(Node node, Codec codec, DataSets dataSets, CheckpointStore store) {
    this.node = node;
    this.codec = codec;
    this.dataSets = dataSets;
    this.store = store;
    this.intake =
        new Intake(
            node.vertx(),
            node.health(),
            node.config().worker().id(),
            this::makeLoop,
            doing,
            Clock.systemUTC());
  }

  /** Fails if the store can't be written and read. */
  @Override
  public Future<?> start() {
    node.bus().listen(Node.STOP_ADDRESS, stops::add);
    vertx.setPeriodic(node.config().retention().interval().toMillis(), timer -> sweep());
    return vertx.executeBlocking(this::probe, false).compose(probed -> intake.take());
  }

  /** Takes no further slice, and hands over the one in progress; done when that is so. */
  public Future<?> drain() {
    return intake.drain();
  }

  /** Takes slices again. */
  public Future<?> undrain() {
    return intake.take();
  }

  /** How it stands. */
  public WorkerStatus status() {
    return intake.status();
  }

  private Void probe() {
    store.probe();
    return null;
  }

  private void sweep() {
    Sweeper sweeper =
        new Sweeper(node.kafka().readers(), node.topics(), codec, store, node.config().retention());
    vertx
        .executeBlocking(() -> sweeper.sweep(Clock.systemUTC().instant()), false)
        .onFailure(error -> LOG.warn("store not swept error={}", error.toString()));
  }

  private TransactionalLoop makeLoop() {
    Topics topics = node.topics();
    WorkerConfig config = node.config().worker();
    LoopOptions options =
        LoopOptions.of(
            config.id(),
            Node.workers(topics),
            topics.prefix() + "worker-" + config.id(),
            List.of(topics.work()));
    return TransactionalLoop.working(node.kafka().loops(), options, role(config));
  }

  /** The lane and what is hot on it outlive a drain. */
  private synchronized WorkerRole role(WorkerConfig config) {
    WorkerRole known = role;
    if (known == null) {
      known = makeRole(config);
      role = known;
    }
    return known;
  }

  private WorkerRole makeRole(WorkerConfig config) {
    Topics topics = node.topics();
    TorchLane torch = new TorchLane(vertx);
    lane = torch;
    WeightsFolder weights = new WeightsFolder(node.config().weightsDir());
    SliceRunner slices = new SliceRunner(dataSets, store, weights, threads(config), config.id());
    runner = slices;
    return new WorkerRole(
        config.id(),
        topics,
        codec,
        new Outbox(topics, codec, "/workers/" + config.id(), Clock.systemUTC()),
        torch,
        slices::run,
        new StoreGuard(vertx, store::probe, node.health()),
        stops,
        new ProgressTeller(node.bus(), codec, config.id()),
        doing,
        node.tracing());
  }

  private static int threads(WorkerConfig config) {
    return config.threads() == 0 ? Runtime.getRuntime().availableProcessors() : config.threads();
  }

  /** The slice in progress ends at its next step and is published; then the memory is freed. */
  @Override
  public Future<?> stop() {
    return drain().eventually(this::closeTorch);
  }

  private Future<Void> closeTorch() {
    TorchLane torch = lane;
    SliceRunner slices = runner;
    if (torch == null || slices == null) {
      return Future.succeededFuture();
    }
    return torch
        .call(
            () -> {
              slices.close();
              return null;
            })
        .eventually(torch::close)
        .mapEmpty();
  }
}

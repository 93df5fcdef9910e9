package io.chiral.service.worker;

import io.chiral.imagery.dataset.DataSets;
import io.chiral.kafka.LoopOptions;
import io.chiral.kafka.TransactionalLoop;
import io.chiral.messages.Codec;
import io.chiral.messages.Topics;
import io.chiral.networks.published.WeightsFolder;
import io.chiral.service.config.ChiralConfig.WorkerConfig;
import io.chiral.service.node.Health;
import io.chiral.service.node.Node;
import io.chiral.service.node.Outbox;
import io.chiral.service.node.StoreIdentity;
import io.chiral.service.retention.Sweeper;
import io.chiral.training.checkpoint.CheckpointStore;
import io.chiral.training.slice.SliceRunner;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
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
  private final StoreIdentity identity;
  private final StoreGuard guard;
  private final Attendance attendance;
  private volatile boolean wanted = true;
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
    this.identity =
        new StoreIdentity(
            node.kafka(),
            node.topics(),
            codec,
            store,
            node.config().store().place(),
            node.config().worker().id());
    this.guard =
        new StoreGuard(node.vertx(), this::probe, node.health(), StoreGuard.PATIENCE, this::leave);
    this.attendance = new Attendance(guard, this::join);
  }

  /**
   * Takes slices once PyTorch has started and the store is the installation's and can be written
   * and read.
   */
  @Override
  public Future<?> start() {
    node.bus().listen(Node.STOP_ADDRESS, stops::add);
    vertx.setPeriodic(node.config().retention().interval().toMillis(), timer -> sweep());
    return prepared().compose(can -> can ? attendance.begin() : Future.succeededFuture());
  }

  /**
   * Who can't compute takes no slice: it would use up the attempts of run after run. The other
   * roles of its process go on.
   */
  private Future<Boolean> prepared() {
    WorkerConfig config = node.config().worker();
    return vertx
        .executeBlocking(() -> role(config), false)
        .compose(
            made ->
                Objects.requireNonNull(lane)
                    .call(
                        () -> {
                          Objects.requireNonNull(runner).prepare();
                          return true;
                        }))
        .recover(
            error -> {
              LOG.error("worker takes no slice", error);
              Health broken = Health.notReady(String.valueOf(error.getMessage()));
              node.health().register("torch", () -> broken);
              return Future.succeededFuture(false);
            });
  }

  /** Takes no further slice, and hands over the one in progress; done when that is so. */
  public Future<?> drain() {
    wanted = false;
    return intake.drain();
  }

  /** Takes slices again, as soon as its store can be used. */
  public Future<?> undrain() {
    wanted = true;
    return attendance.isIn() ? intake.take() : Future.succeededFuture();
  }

  /** How it stands. */
  public WorkerStatus status() {
    return intake.status();
  }

  private void probe() {
    identity.require();
    store.probe();
  }

  private void leave() {
    attendance.leave();
  }

  private void sweep() {
    Sweeper sweeper =
        new Sweeper(
            node.kafka(),
            node.topics(),
            codec,
            store,
            identity,
            node.config().retention(),
            node.config().worker().id());
    vertx
        .executeBlocking(() -> sweeper.sweep(Clock.systemUTC().instant()), false)
        .onSuccess(gone -> swept(Health.ready(sweeper.summary(gone))))
        .onFailure(
            error -> {
              LOG.warn("store not swept error={}", error.toString());
              swept(Health.ready("the last sweep removed nothing: " + error.getMessage()));
            });
  }

  /** Never a reason to be not ready: slices don't need it. */
  private void swept(Health how) {
    node.health().register("retention", () -> how);
  }

  /** In its group, unless an operator drained it. */
  private Future<Attendance.Membership> join() {
    Future<?> taking = wanted ? intake.take() : Future.succeededFuture();
    return taking.map(taken -> intake::drain);
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
        new InOwnStore(identity::require, slices::run),
        guard,
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
    return attendance.end().eventually(this::closeTorch);
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

package io.chiral.service.command;

import io.chiral.imagery.dataset.DataSets;
import io.chiral.imagery.overlap.Overlaps;
import io.chiral.kafka.GroupView;
import io.chiral.kafka.LoopOptions;
import io.chiral.kafka.TransactionalLoop;
import io.chiral.messages.Codec;
import io.chiral.messages.Topics;
import io.chiral.networks.published.WeightsFolder;
import io.chiral.service.node.Groups;
import io.chiral.service.node.Health;
import io.chiral.service.node.LoopGuard;
import io.chiral.service.node.Node;
import io.chiral.service.node.Outbox;
import io.chiral.training.checkpoint.CheckpointStore;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The command role: commands and outcomes → fold → states, slices, events, rejections. */
public final class CommandVerticle extends VerticleBase {
  /** A retry or a new worker is noticed so soon; an outcome is answered at once in any case. */
  private static final Duration TICK = Duration.ofMillis(500);

  private final Node node;
  private final Codec codec;
  private final DataSets dataSets;
  private final CheckpointStore store;
  private @Nullable LoopGuard loop;
  private volatile @Nullable GroupView workers;
  private volatile @Nullable CommandRole role;

  public CommandVerticle(Node node, Codec codec, DataSets dataSets, CheckpointStore store) {
    this.node = node;
    this.codec = codec;
    this.dataSets = dataSets;
    this.store = store;
  }

  @Override
  public Future<?> start() {
    return LoopGuard.start(vertx, node.health(), "command", this::makeLoop, this::works)
        .onSuccess(started -> loop = started);
  }

  private Health works() {
    CommandRole made = role;
    return made == null ? Health.ready("running") : made.health();
  }

  private TransactionalLoop makeLoop() {
    Topics topics = node.topics();
    GroupView view = new GroupView(node.kafka().readers(), Node.workers(topics), topics.work());
    workers = view;
    LoopOptions options =
        LoopOptions.of(
                "command",
                Groups.command(topics).id(),
                topics.prefix() + "command",
                List.of(topics.commands(), topics.outcomes()))
            .every(TICK);
    CommandRole made = role(view);
    role = made;
    return TransactionalLoop.folding(node.kafka().loops(), options, made);
  }

  private CommandRole role(GroupView view) {
    Topics topics = node.topics();
    Limits limits = Limits.slicesOf(node.config().worker().sliceBudget());
    InstalledCatalogue catalogue =
        new InstalledCatalogue(
            dataSets,
            new WeightsFolder(node.config().weightsDir()),
            new Overlaps(node.config().overlapsDir()),
            store);
    Admission admission = new Admission(catalogue, limits.runs());
    Clock clock = Clock.systemUTC();
    return new CommandRole(
        new Decoder(topics, codec),
        new CommandFold(
            new Commands(codec, admission, node.version()),
            new Outcomes(limits),
            new Dispatcher(limits)),
        new Outbox(topics, codec, "/command", clock),
        () -> StoredState.read(node.kafka().readers(), topics, codec),
        () -> live(view.partitionsByMember()),
        stop -> node.bus().publish(Node.STOP_ADDRESS, stop.key()),
        node.tracing(),
        limits,
        clock);
  }

  private static List<WorkerView> live(Map<String, Set<Integer>> members) {
    return members.entrySet().stream()
        .map(member -> new WorkerView(member.getKey(), List.copyOf(member.getValue())))
        .toList();
  }

  @Override
  public Future<?> stop() {
    Future<?> stopped = loop == null ? Future.succeededFuture() : loop.stop(vertx);
    return stopped.eventually(this::closeView);
  }

  private Future<Void> closeView() {
    GroupView view = workers;
    if (view == null) {
      return Future.succeededFuture();
    }
    return vertx.executeBlocking(
        () -> {
          view.close();
          return null;
        },
        false);
  }
}

package io.chiral.service.reporting;

import io.chiral.kafka.LoopOptions;
import io.chiral.kafka.TransactionalLoop;
import io.chiral.messages.Codec;
import io.chiral.messages.Topics;
import io.chiral.service.node.Groups;
import io.chiral.service.node.LoopGuard;
import io.chiral.service.node.Node;
import io.chiral.service.node.Outbox;
import io.chiral.training.checkpoint.CheckpointStore;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The reporting role: metrics → fold → asymmetry, at most once a second. */
public final class ReportingVerticle extends VerticleBase {
  private final Node node;
  private final Codec codec;
  private final Snapshots snapshots;
  private final SavePolicy policy;
  private @Nullable LoopGuard loop;

  public ReportingVerticle(Node node, Codec codec, CheckpointStore store) {
    this(node, codec, store, SavePolicy.STANDARD);
  }

  ReportingVerticle(Node node, Codec codec, CheckpointStore store, SavePolicy policy) {
    this.node = node;
    this.codec = codec;
    this.snapshots = new Snapshots(store, codec);
    this.policy = policy;
  }

  @Override
  public Future<?> start() {
    return LoopGuard.start(vertx, node.health(), "reporting", this::makeLoop)
        .onSuccess(started -> loop = started);
  }

  private TransactionalLoop makeLoop() {
    Topics topics = node.topics();
    String id = node.config().worker().id();
    LoopOptions options =
        LoopOptions.of(
            "reporting-" + id,
            Groups.reporting(topics).id(),
            topics.prefix() + "reporting-" + id,
            List.of(topics.metrics()));
    Clock clock = Clock.systemUTC();
    Outbox outbox = new Outbox(topics, codec, "/reporting/" + id, clock);
    return TransactionalLoop.reporting(
        node.kafka().loops(),
        options,
        new ReportingRole(
            codec,
            outbox,
            node.version(),
            node.tracing(),
            clock,
            () -> Bookmarks.read(node.kafka().readers(), options.name(), topics, codec),
            snapshots,
            policy));
  }

  @Override
  public Future<?> stop() {
    Future<Void> stopped = loop == null ? Future.succeededFuture() : loop.stop(vertx);
    return stopped.onComplete(done -> snapshots.close());
  }
}

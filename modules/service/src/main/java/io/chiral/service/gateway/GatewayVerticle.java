package io.chiral.service.gateway;

import io.chiral.imagery.dataset.DataSets;
import io.chiral.imagery.overlap.Overlaps;
import io.chiral.messages.Codec;
import io.chiral.networks.published.WeightsFolder;
import io.chiral.service.command.Rehearsal;
import io.chiral.service.config.ChiralConfig;
import io.chiral.service.gateway.http.HostGuard;
import io.chiral.service.gateway.http.PublicRouter;
import io.chiral.service.gateway.live.LiveHub;
import io.chiral.service.gateway.view.Slots;
import io.chiral.service.gateway.view.StudyView;
import io.chiral.service.node.Node;
import io.chiral.training.checkpoint.CheckpointStore;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import java.time.Clock;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The gateway role: topics → view → HTTP, WebSocket and the page. One instance a process: the view
 * lives on its event loop.
 */
public final class GatewayVerticle extends VerticleBase {

  private final Node node;
  private final Codec codec;
  private final CheckpointStore store;
  private final DataSets dataSets;
  private final ViewSource source;
  private @Nullable LiveHub live;
  private volatile @Nullable HttpServer server;

  /**
   * @param store of checkpoints and tiles
   * @param dataSets that commands may name
   */
  public GatewayVerticle(Node node, Codec codec, CheckpointStore store, DataSets dataSets) {
    this(node, codec, store, dataSets, new KafkaViewSource(node, codec));
  }

  GatewayVerticle(
      Node node, Codec codec, CheckpointStore store, DataSets dataSets, ViewSource source) {
    this.node = node;
    this.codec = codec;
    this.store = store;
    this.dataSets = dataSets;
    this.source = source;
  }

  @Override
  public Future<?> start() {
    Slots slots = new Slots(node.topics());
    return source
        .clusterId()
        .map(cluster -> new StudyView(slots, cluster))
        .compose(view -> serve(view).compose(listening -> source.feed(slots, view)));
  }

  /** Workers tell how far they are over the event bus; it may be lost. */
  private void listenToWorkers(StudyView view) {
    node.bus()
        .<Buffer>listen(
            Node.PROGRESS_ADDRESS,
            word -> {
              Told told = codec.read(Told.class, word.getBytes());
              view.told(told.run(), told.step());
            });
  }

  /** The part of a worker's word that is shown. */
  private record Told(String run, int step) {}

  private Rehearsal rehearsal(WeightsFolder weights) {
    Overlaps overlaps = new Overlaps(node.config().overlapsDir());
    return new Rehearsal(codec, dataSets, weights, overlaps, store);
  }

  private Future<HttpServer> serve(StudyView view) {
    ChiralConfig.Http http = node.config().http();
    LiveHub hub = new LiveHub(vertx, view, codec, Clock.systemUTC());
    HostGuard guard = new HostGuard(http.listener().host(), Set.copyOf(http.origins()));
    WeightsFolder weights = new WeightsFolder(node.config().weightsDir());
    return new PublicRouter(
            vertx,
            view,
            hub,
            source,
            node.commands(),
            store,
            dataSets.ids(),
            rehearsal(weights),
            weights,
            codec,
            Clock.systemUTC())
        .build(guard)
        .compose(router -> Listening.on(vertx, "http", http.listener(), http.tls(), router))
        .onSuccess(
            listening -> {
              server = listening;
              live = hub;
              hub.start();
              listenToWorkers(view);
            });
  }

  @Override
  public Future<?> stop() {
    if (live != null) {
      live.stop();
    }
    return source.stop();
  }

  /** The port; 0 before it listens. */
  public int port() {
    HttpServer listening = server;
    return listening == null ? 0 : listening.actualPort();
  }
}

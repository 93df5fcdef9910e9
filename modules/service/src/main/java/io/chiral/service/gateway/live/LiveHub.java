package io.chiral.service.gateway.live;

import io.chiral.messages.Codec;
import io.chiral.service.gateway.view.StudyView;
import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** All monitors of a gateway, served on one clock. Confined to the view's event loop. */
public final class LiveHub {

  /** Where monitors connect. */
  public static final String PATH = "/api/v1/live";

  private static final long TICK_MILLIS = 250;

  /** About what one event loop serves at this rate ({@code load-tests}). */
  private static final int MOST_MONITORS = 2_000;

  private final Vertx vertx;
  private final StudyView view;
  private final Clock clock;
  private final Renderer renderer;
  private final Set<Monitor> monitors = new LinkedHashSet<>();
  private long timer = -1;

  public LiveHub(Vertx vertx, StudyView view, Codec codec, Clock clock) {
    this.vertx = vertx;
    this.view = view;
    this.clock = clock;
    this.renderer = new Renderer(view, codec);
  }

  /** Begins to serve. */
  public void start() {
    timer = vertx.setPeriodic(TICK_MILLIS, tick -> tick());
  }

  private void tick() {
    renderer.nextTick();
    List.copyOf(monitors).forEach(Monitor::tick);
  }

  /** Makes a request a monitor's connection. */
  public void accept(RoutingContext rc) {
    rc.request().toWebSocket().onSuccess(this::connected).onFailure(rc::fail);
  }

  private void connected(ServerWebSocket socket) {
    Monitor monitor = new Monitor(socket, view, renderer, clock);
    if (monitors.size() >= MOST_MONITORS) {
      monitor.close(CloseCode.TOO_MANY);
      return;
    }
    monitors.add(monitor);
    socket.closeHandler(closed -> monitors.remove(monitor));
  }

  /** How many are connected. */
  public int size() {
    return monitors.size();
  }

  /** Sends everybody away, so that they go to another gateway. */
  public void stop() {
    vertx.cancelTimer(timer);
    List.copyOf(monitors).forEach(monitor -> monitor.close(CloseCode.GOING_AWAY));
  }
}

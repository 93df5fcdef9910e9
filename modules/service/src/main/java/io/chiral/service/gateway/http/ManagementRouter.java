package io.chiral.service.gateway.http;

import io.chiral.messages.Codec;
import io.chiral.service.node.Health;
import io.chiral.service.node.HealthRegistry;
import io.chiral.service.worker.WorkerVerticle;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.micrometer.backends.BackendRegistries;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The management port: whether the process lives, whether it is ready, its figures, and whether its
 * worker takes slices.
 */
public final class ManagementRouter {

  private static final Logger LOG = LoggerFactory.getLogger(ManagementRouter.class);

  private final HealthRegistry health;
  private final @Nullable WorkerVerticle worker;
  private final Answers answers;

  private ManagementRouter(
      HealthRegistry health, @Nullable WorkerVerticle worker, Answers answers) {
    this.health = health;
    this.worker = worker;
    this.answers = answers;
  }

  /**
   * The router.
   *
   * @param worker of this process; null: it has none
   */
  public static Router build(
      Vertx vertx,
      HealthRegistry health,
      @Nullable WorkerVerticle worker,
      Codec codec,
      Handler<RoutingContext> guard) {
    Answers answers = new Answers(codec);
    ManagementRouter routes = new ManagementRouter(health, worker, answers);
    Router router = Router.router(vertx);
    router.route().failureHandler(answers::failure);
    router.route().handler(UriGuard::check);
    router.route().handler(guard);
    router.head().handler(Methods::headAsGet);
    router.get("/health/live").handler(routes::live);
    router.get("/health/ready").handler(routes::ready);
    router.get("/metrics").handler(routes::metrics);
    router.get("/worker").handler(rc -> answers.document(rc, 200, routes.worker().status()));
    router.post("/worker/drain").handler(rc -> routes.switched(rc, WorkerVerticle::drain));
    router.post("/worker/undrain").handler(rc -> routes.switched(rc, WorkerVerticle::undrain));
    List.of("/health/live", "/health/ready", "/metrics", "/worker")
        .forEach(path -> router.route(path).handler(Methods.only(List.of(HttpMethod.GET))));
    List.of("/worker/drain", "/worker/undrain")
        .forEach(path -> router.route(path).handler(Methods.only(List.of(HttpMethod.POST))));
    router.route().handler(rc -> rc.fail(404));
    return router;
  }

  /** Not where a component has ended for good: whoever watches this starts the process again. */
  private void live(RoutingContext rc) {
    Map<String, Health> ended = health.ended();
    if (ended.isEmpty()) {
      answers.document(rc, 200, Map.of("status", "UP"));
    } else {
      answers.document(rc, 503, new Components("DOWN", ended));
    }
  }

  private void ready(RoutingContext rc) {
    Map<String, Health> components = health.check();
    boolean ready = components.values().stream().allMatch(Health::ready);
    answers.document(rc, ready ? 200 : 503, new Components(ready ? "UP" : "DOWN", components));
  }

  private void metrics(RoutingContext rc) {
    MeterRegistry registry = BackendRegistries.getDefaultNow();
    if (registry instanceof PrometheusMeterRegistry prometheus) {
      answers.text(rc, "text/plain; version=0.0.4; charset=utf-8", prometheus.scrape());
    } else {
      throw Problem.of(503, "this process keeps no Prometheus metrics").exception();
    }
  }

  /** Begins it; how far it is, GET of the same worker says. */
  private void switched(RoutingContext rc, Function<WorkerVerticle, Future<?>> way) {
    WorkerVerticle known = worker();
    way.apply(known).onFailure(e -> LOG.error("worker not switched", e));
    rc.response().putHeader(HttpHeaders.LOCATION, "/worker");
    answers.document(rc, 202, known.status());
  }

  private WorkerVerticle worker() {
    if (worker == null) {
      throw Problem.of(404, "this process has no worker role").exception();
    }
    return worker;
  }

  private record Components(String status, Map<String, Health> components) {}
}

package io.chiral.service.gateway.http;

import io.chiral.messages.Codec;
import io.chiral.service.node.Health;
import io.chiral.service.node.HealthRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.micrometer.backends.BackendRegistries;
import java.util.Map;

/** The management port: whether the process lives, whether it is ready, and its figures. */
public final class ManagementRouter {

  private final HealthRegistry health;
  private final Answers answers;

  private ManagementRouter(HealthRegistry health, Answers answers) {
    this.health = health;
    this.answers = answers;
  }

  /** The router. */
  public static Router build(
      Vertx vertx, HealthRegistry health, Codec codec, Handler<RoutingContext> guard) {
    Answers answers = new Answers(codec);
    ManagementRouter routes = new ManagementRouter(health, answers);
    Router router = Router.router(vertx);
    router.route().failureHandler(answers::failure);
    router.route().handler(guard);
    router.get("/health/live").handler(routes::live);
    router.get("/health/ready").handler(routes::ready);
    router.get("/metrics").handler(routes::metrics);
    router.errorHandler(404, answers::failure);
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

  private record Components(String status, Map<String, Health> components) {}
}

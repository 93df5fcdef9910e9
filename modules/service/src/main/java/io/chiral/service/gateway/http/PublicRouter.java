package io.chiral.service.gateway.http;

import io.chiral.messages.Codec;
import io.chiral.messages.schema.Schemas;
import io.chiral.networks.published.WeightsFolder;
import io.chiral.service.command.Rehearsal;
import io.chiral.service.gateway.live.LiveHub;
import io.chiral.service.gateway.scores.EventSource;
import io.chiral.service.gateway.view.StudyView;
import io.chiral.service.node.CommandSink;
import io.chiral.training.checkpoint.CheckpointStore;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.StaticHandler;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * Everything on the public port: the contract's routes, the live view, the schemas, the page. All
 * of it runs on the view's event loop.
 *
 * @param vertx of the view's event loop
 * @param view what is shown
 * @param live monitors
 * @param events to be read again for exports
 * @param commands where commands go
 * @param store of checkpoints and tiles
 * @param dataSets ids that commands may name
 * @param rehearsal of studies
 * @param weights published ones that are installed
 * @param codec of messages
 * @param clock of the commands' times
 */
public record PublicRouter(
    Vertx vertx,
    StudyView view,
    LiveHub live,
    EventSource events,
    CommandSink commands,
    CheckpointStore store,
    Collection<String> dataSets,
    Rehearsal rehearsal,
    WeightsFolder weights,
    Codec codec,
    Clock clock) {

  /** Nothing from elsewhere is loaded, and nobody may frame the page. */
  private static final String POLICY =
      "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none';"
          + " form-action 'none'; frame-ancestors 'none'";

  /** Whose HEAD is answered by their GET; the page's files know both. */
  private static final List<String> FROM_HERE =
      List.of("/api/v1/*", "/openapi.yaml", "/schemas/:name");

  /** The router; fails when the contract and the handlers disagree. */
  public Future<Router> build(Handler<RoutingContext> guard) {
    Answers answers = new Answers(codec);
    return ApiRouter.build(vertx, operations(answers), answers)
        .map(api -> around(api, guard, answers));
  }

  private List<Operation> operations(Answers answers) {
    Commands gate = new Commands(codec, commands, clock);
    WeightsGuard guard = new WeightsGuard(weights);
    Missing missing = new Missing(view, gate);
    return Stream.of(
            new StudyRoutes(view, gate, answers, codec, guard, new Proposals(vertx, rehearsal))
                .operations(),
            new InstallationRoutes(view, gate, answers, codec).operations(),
            new ReportRoutes(vertx, view, missing, answers, codec).operations(),
            new ScoreRoutes(vertx, view, missing, events, codec).operations(),
            new RunRoutes(view, gate, missing, answers, codec, guard).operations(),
            new OpinionRoutes(view, gate, answers).operations(),
            new PairRoutes(view, gate, answers, codec).operations(),
            new FileRoutes(vertx, view, store, answers).operations(),
            new NodeRoutes(vertx, view, dataSets, weights, answers).operations())
        .flatMap(List::stream)
        .toList();
  }

  private Router around(Router api, Handler<RoutingContext> guard, Answers answers) {
    Router router = Router.router(vertx);
    router.route().failureHandler(answers::failure);
    router.route().handler(PublicRouter::harden);
    router.route().handler(UriGuard::check);
    router.route().handler(guard);
    Handler<RoutingContext> getOnly = Methods.only(List.of(HttpMethod.GET));
    FROM_HERE.forEach(path -> router.head(path).handler(Methods::headAsGet));
    router.get(LiveHub.PATH).handler(live::accept);
    router.route(LiveHub.PATH).handler(getOnly);
    router.get("/openapi.yaml").handler(rc -> schema(rc, "openapi.yaml", answers));
    router.get("/schemas/:name").handler(rc -> schema(rc, rc.pathParam("name"), answers));
    router.route("/api/v1/*").subRouter(api);
    router.route("/api/v1/*").handler(rc -> rc.fail(404));
    router
        .route()
        .method(HttpMethod.GET)
        .method(HttpMethod.HEAD)
        .handler(StaticHandler.create("dashboard").setCachingEnabled(false))
        .handler(rc -> rc.fail(404));
    router.route().handler(getOnly);
    return router;
  }

  private static void harden(RoutingContext rc) {
    rc.response()
        .putHeader("Content-Security-Policy", POLICY)
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader("Referrer-Policy", "no-referrer")
        .putHeader("Cross-Origin-Resource-Policy", "same-origin");
    rc.next();
  }

  private static void schema(RoutingContext rc, String name, Answers answers) {
    if (!name.matches("[a-z0-9-]+(\\.schema\\.json|\\.yaml)") || !Schemas.has(name)) {
      throw Problem.notFound("schema", name);
    }
    String type = name.endsWith(".yaml") ? "application/yaml" : "application/schema+json";
    answers.text(rc, type, Schemas.text(name));
  }
}

package io.chiral.service.gateway.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.chiral.messages.schema.Schemas;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.openapi.router.OpenAPIRoute;
import io.vertx.ext.web.openapi.router.RequestExtractor;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The routes under {@code /api/v1}, built from the contract: what it does not name is not there.
 */
final class ApiRouter {

  /** As large as a record on the commands topic may be. */
  static final int MOST_BODY_BYTES = 512 * 1024;

  private ApiRouter() {}

  /**
   * The router, to be mounted at {@code /}.
   *
   * @param operations one for each operation of the contract, else the future fails
   */
  static Future<Router> build(Vertx vertx, List<Operation> operations, Answers answers) {
    return contract(vertx)
        .map(
            contract ->
                withAllow(
                    contract,
                    build(
                        RouterBuilder.create(vertx, contract, RequestExtractor.withBodyHandler()),
                        operations,
                        answers)));
  }

  /** Takes a second or two of computing, so not on the event loop. */
  private static Future<OpenAPIContract> contract(Vertx vertx) {
    return vertx
        .executeBlocking(() -> OpenAPIContract.from(vertx, forRequests(read())))
        .compose(Function.identity());
  }

  private static JsonObject read() throws JsonProcessingException {
    Map<?, ?> yaml = new YAMLMapper().readValue(Schemas.text("openapi.yaml"), Map.class);
    return JsonObject.mapFrom(yaml);
  }

  /** Without the answers' media types: Vert.x refuses those that it can't validate, like PNG. */
  private static JsonObject forRequests(JsonObject contract) {
    JsonObject responses = contract.getJsonObject("components").getJsonObject("responses");
    responses.forEach(response -> ((JsonObject) response.getValue()).remove("content"));
    for (Map.Entry<String, Object> path : contract.getJsonObject("paths")) {
      for (Map.Entry<String, Object> member : (JsonObject) path.getValue()) {
        if (member.getValue() instanceof JsonObject operation) {
          operation
              .getJsonObject("responses")
              .forEach(response -> ((JsonObject) response.getValue()).remove("content"));
        }
      }
    }
    return contract;
  }

  private static Router build(RouterBuilder builder, List<Operation> operations, Answers answers) {
    builder.rootHandler(BodyHandler.create(false).setBodyLimit(MOST_BODY_BYTES));
    Set<String> missing = new HashSet<>();
    builder.getRoutes().forEach(route -> missing.add(route.getOperation().getOperationId()));
    for (Operation operation : operations) {
      OpenAPIRoute route = builder.getRoute(operation.id());
      route.addHandler(new DeclaredQuery(route.getOperation()));
      route.addHandler(operation.handler());
      route.addFailureHandler(answers::failure);
      missing.remove(operation.id());
    }
    if (!missing.isEmpty()) {
      throw new IllegalStateException("the contract has operations nobody answers: " + missing);
    }
    return builder.createRouter();
  }

  /** Refuses, after all operations, what the contract's paths don't take. */
  private static Router withAllow(OpenAPIContract contract, Router router) {
    for (Path path : contract.getPaths()) {
      router
          .route(path.getName().replaceAll("\\{(\\w+)}", ":$1"))
          .handler(
              Methods.only(
                  path.getOperations().stream()
                      .map(io.vertx.openapi.contract.Operation::getHttpMethod)
                      .toList()));
    }
    return router;
  }
}

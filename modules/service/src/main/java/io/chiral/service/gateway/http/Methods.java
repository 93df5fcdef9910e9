package io.chiral.service.gateway.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Collection;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What RFC 9110 wants of methods: HEAD wherever GET is, and Allow where a method is refused. */
final class Methods {

  private static final String HEAD = "chiral.head";

  private Methods() {}

  /** Routes a HEAD request again as the GET that it is about; only its answer differs. */
  static void headAsGet(RoutingContext rc) {
    HttpServerRequest request = rc.request();
    String query = request.query();
    rc.put(HEAD, true);
    rc.reroute(HttpMethod.GET, query == null ? request.path() : request.path() + "?" + query);
  }

  /** Whether the answer must have no body. */
  static boolean isHead(RoutingContext rc) {
    return rc.get(HEAD) != null || HttpMethod.HEAD.equals(rc.request().method());
  }

  /**
   * The last handler of a path: refuses every method that came so far.
   *
   * @param taken by the path's other handlers
   */
  static Handler<RoutingContext> only(Collection<HttpMethod> taken) {
    TreeSet<String> names =
        taken.stream().map(HttpMethod::name).collect(Collectors.toCollection(TreeSet::new));
    if (names.contains("GET")) {
      names.add("HEAD");
    }
    String allow = String.join(", ", names);
    return rc -> {
      rc.response().putHeader(HttpHeaders.ALLOW, allow);
      throw Problem.of(
              405,
              "the path takes %s, not %s; the contract is at /openapi.yaml"
                  .formatted(allow, rc.request().method()))
          .exception();
    };
  }
}

package io.chiral.service.gateway.http;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import io.vertx.openapi.contract.Location;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.contract.Parameter;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Refuses query parameters that an operation doesn't declare: to leave out a misspelled filter is
 * to answer another question.
 */
final class DeclaredQuery implements Handler<RoutingContext> {

  private final Set<String> known;

  DeclaredQuery(Operation operation) {
    known =
        operation.getParameters().stream()
            .filter(parameter -> parameter.getIn() == Location.QUERY)
            .map(Parameter::getName)
            .collect(Collectors.toCollection(TreeSet::new));
  }

  @Override
  public void handle(RoutingContext rc) {
    for (String name : rc.queryParams().names()) {
      if (!known.contains(name)) {
        throw Problem.of(
                400,
                "there is no query parameter %s here; known: %s"
                    .formatted(name, known.isEmpty() ? "none" : String.join(", ", known)))
            .exception();
      }
    }
    rc.next();
  }
}

package io.chiral.service.gateway.http;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/**
 * What answers an operation of the contract.
 *
 * @param id its {@code operationId}
 * @param handler answers, or throws a {@link ProblemException}
 */
record Operation(String id, Handler<RoutingContext> handler) {}

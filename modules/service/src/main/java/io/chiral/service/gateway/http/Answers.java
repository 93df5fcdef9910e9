package io.chiral.service.gateway.http;

import io.chiral.messages.Codec;
import io.chiral.training.checkpoint.UnknownCheckpointException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import io.vertx.openapi.validation.ValidatorErrorType;
import io.vertx.openapi.validation.ValidatorException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes what goes back: documents, pages, problems. */
final class Answers {

  private static final Logger log = LoggerFactory.getLogger(Answers.class);

  private final Codec codec;

  Answers(Codec codec) {
    this.codec = codec;
  }

  void document(RoutingContext rc, int status, Object document) {
    write(rc, status, "application/json", Buffer.buffer(codec.write(document)));
  }

  /** Part of a list, as the query's limit and offset say. */
  <T> void page(RoutingContext rc, List<T> all, java.util.function.Function<T, Object> line) {
    int offset = Math.min(number(rc, "offset", 0), all.size());
    int end = Math.min(offset + number(rc, "limit", 100), all.size());
    document(rc, 200, new Page(all.subList(offset, end).stream().map(line).toList(), all.size()));
  }

  void text(RoutingContext rc, String type, String text) {
    write(rc, 200, type, Buffer.buffer(text));
  }

  private static void write(RoutingContext rc, int status, String type, Buffer body) {
    HttpServerResponse response =
        rc.response()
            .setStatusCode(status)
            .putHeader(HttpHeaders.CONTENT_TYPE, type)
            .putHeader(HttpHeaders.CONTENT_LENGTH, String.valueOf(body.length()))
            .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    (Methods.isHead(rc) ? response.end() : response.end(body))
        .onFailure(gone -> log.debug("a client went away error={}", gone.toString()));
  }

  /** The contract has checked that it is a number within its bounds. */
  private static int number(RoutingContext rc, String name, int otherwise) {
    String value = rc.request().getParam(name);
    return value == null ? otherwise : Integer.parseInt(value);
  }

  /** Answers whatever went wrong; ours is logged, theirs is not. */
  void failure(RoutingContext rc) {
    if (rc.response().ended()) {
      return;
    }
    if (rc.response().headWritten()) {
      rc.response().reset();
      return;
    }
    Problem problem = problem(rc);
    if (problem.status() >= 500 && rc.failure() != null) {
      log.error(
          "request failed method={} path={}",
          rc.request().method(),
          rc.request().path(),
          rc.failure());
    }
    write(rc, problem.status(), Problem.MEDIA_TYPE, Buffer.buffer(codec.write(problem)));
  }

  private static Problem problem(RoutingContext rc) {
    Throwable failure = rc.failure();
    if (failure instanceof ProblemException ours) {
      return ours.problem();
    }
    if (failure instanceof UnknownCheckpointException absent) {
      return Problem.of(
          404,
          absent.getMessage()
              + ": it never was, or it was removed since nothing refers to it (milestones and the"
              + " last of each run stay)");
    }
    if (failure instanceof UncheckedIOException) {
      return Problem.of(503, "the store can't be read now; try again later");
    }
    ValidatorException broken = validation(failure);
    if (broken != null) {
      Problem body = BodyFault.of(rc, broken);
      if (body != null) {
        return body;
      }
      boolean absent = broken.type() == ValidatorErrorType.MISSING_OPERATION;
      return Problem.of(absent ? 404 : 400, broken.getMessage());
    }
    int status = rc.statusCode() < 400 ? 500 : rc.statusCode();
    return Problem.of(status, explanation(status));
  }

  private static @Nullable ValidatorException validation(@Nullable Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof ValidatorException broken) {
        return broken;
      }
    }
    return null;
  }

  private static @Nullable String explanation(int status) {
    return switch (status) {
      case 404 -> "no such path; the contract is at /openapi.yaml";
      case 413 -> "the body is larger than %d bytes".formatted(ApiRouter.MOST_BODY_BYTES);
      case 415 -> "send application/json";
      case 500 -> "a fault of this server; its log says more";
      default -> null;
    };
  }

  /**
   * Part of a list.
   *
   * @param items of this page
   * @param total in the whole list
   */
  private record Page(List<Object> items, int total) {}
}

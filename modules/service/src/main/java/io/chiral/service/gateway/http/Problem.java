package io.chiral.service.gateway.http;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An RFC 9457 problem document.
 *
 * @param type {@code about:blank}, or a kind of rejection as {@code urn:chiral:problem:KIND}
 * @param title of the status
 * @param status HTTP status
 * @param detail the value, the broken rule, what to do
 * @param errors places in the body; empty where none is to blame
 */
record Problem(String type, String title, int status, @Nullable String detail, List<Place> errors) {

  static final String MEDIA_TYPE = "application/problem+json";

  Problem {
    errors = List.copyOf(errors);
  }

  static Problem of(int status, @Nullable String detail) {
    return of("about:blank", status, detail, List.of());
  }

  static Problem of(String type, int status, @Nullable String detail, List<Place> errors) {
    String title = HttpResponseStatus.valueOf(status).reasonPhrase();
    return new Problem(type, title, status, detail, errors);
  }

  static ProblemException notFound(String what, String id) {
    return of(404, "there is no %s %s".formatted(what, id)).exception();
  }

  ProblemException exception() {
    return new ProblemException(this);
  }

  /**
   * A place in the body that is to blame.
   *
   * @param pointer JSON pointer
   * @param message what is wrong there
   */
  record Place(String pointer, String message) {}
}

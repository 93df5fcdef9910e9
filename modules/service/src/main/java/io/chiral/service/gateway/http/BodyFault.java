package io.chiral.service.gateway.http;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import io.vertx.openapi.validation.ValidatorErrorType;
import io.vertx.openapi.validation.ValidatorException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says of a body that can't be read what Vert.x keeps to itself: its type, or where it breaks. */
final class BodyFault {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private BodyFault() {}

  /** Null: the body is not to blame. */
  static @Nullable Problem of(RoutingContext rc, ValidatorException broken) {
    Buffer body = rc.body().buffer();
    if (body == null || body.length() == 0) {
      return null;
    }
    return broken.type() == ValidatorErrorType.UNSUPPORTED_VALUE_FORMAT
        ? type(rc.request().getHeader(HttpHeaders.CONTENT_TYPE))
        : broken.type() == ValidatorErrorType.ILLEGAL_VALUE ? syntax(body.getBytes()) : null;
  }

  private static Problem type(@Nullable String sent) {
    String what = sent == null ? "the body came without a" : "the body came as %s by its";
    return Problem.of(
        415, what.formatted(sent) + " Content-Type header; send JSON, as application/json");
  }

  private static @Nullable Problem syntax(byte[] body) {
    try {
      // As text, since Vert.x reads it so: by its bytes Jackson would take UTF-16, too.
      JSON.readTree(new String(body, StandardCharsets.UTF_8));
      return null;
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      String where =
          at == null
              ? "somewhere"
              : "line %d, column %d".formatted(at.getLineNr(), at.getColumnNr());
      String what = where + ": " + e.getOriginalMessage();
      return Problem.of(
          "about:blank",
          400,
          "the body is no JSON, at %s; mend it and send it again".formatted(what),
          List.of(new Problem.Place("", what)));
    }
  }
}

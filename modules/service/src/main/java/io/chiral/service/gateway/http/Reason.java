package io.chiral.service.gateway.http;

import io.chiral.messages.Codec;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/**
 * The body of a cancel, pause or resume.
 *
 * @param reason for people
 */
record Reason(@Nullable String reason) {

  /** What the request gives as reason; the contract has checked the body. */
  static @Nullable String of(Codec codec, RoutingContext rc) {
    Buffer body = rc.body().buffer();
    return body == null || body.length() == 0
        ? null
        : codec.read(Reason.class, body.getBytes()).reason();
  }
}

package io.chiral.service.gateway.http;

import io.vertx.ext.web.RoutingContext;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Refuses addresses whose escapes can't be decoded. It must come before the first route that has a
 * path: there Vert.x decodes, and logs whatever anyone sends with a stack trace.
 */
final class UriGuard {

  private static final Pattern BROKEN = Pattern.compile("%(?![0-9A-Fa-f]{2}).{0,2}");

  private UriGuard() {}

  static void check(RoutingContext rc) {
    Matcher broken = BROKEN.matcher(rc.request().uri());
    if (broken.find()) {
      throw Problem.of(
              400,
              "the address has %s, which is no escape; write %% as %%25".formatted(broken.group()))
          .exception();
    }
    rc.next();
  }
}

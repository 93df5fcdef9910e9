package io.chiral.service.gateway.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;

/**
 * Keeps other people's web pages out. On loopback the Host must name this machine (a page can make
 * its own name resolve to 127.0.0.1), and everywhere a browser's Origin must be our own or one that
 * is configured. Programs that send no Origin pass.
 */
public final class HostGuard implements Handler<RoutingContext> {

  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1", "[::1]");

  private final boolean loopback;
  private final Set<String> origins;

  /**
   * @param host that the listener is bound to
   * @param origins such as {@code https://monitor.example}, besides our own
   */
  public HostGuard(String host, Set<String> origins) {
    this.loopback = isLoopback(host);
    this.origins = Set.copyOf(origins);
  }

  /** Whether an address can be reached from this machine only. */
  public static boolean isLoopback(String host) {
    return LOOPBACK.contains(host.toLowerCase(Locale.ROOT));
  }

  @Override
  public void handle(RoutingContext rc) {
    HostAndPort authority = rc.request().authority();
    if (authority == null || (loopback && !isLoopback(authority.host()))) {
      rc.fail(Problem.of(421, "this listener answers to localhost and 127.0.0.1 only").exception());
      return;
    }
    String origin = rc.request().getHeader(HttpHeaders.ORIGIN);
    if (origin != null && !origins.contains(origin) && !own(origin, authority)) {
      rc.fail(
          Problem.of(403, "origin %s is not allowed; see http.origins".formatted(origin))
              .exception());
      return;
    }
    rc.next();
  }

  private static boolean own(String origin, HostAndPort authority) {
    try {
      URI uri = new URI(origin);
      String host = uri.getHost();
      return host != null
          && host.equalsIgnoreCase(authority.host())
          && port(uri.getPort(), uri.getScheme()) == port(authority.port(), uri.getScheme());
    } catch (URISyntaxException notAnOrigin) {
      return false;
    }
  }

  private static int port(int port, String scheme) {
    return port > 0 ? port : "https".equals(scheme) ? 443 : 80;
  }
}

package io.chiral.service.weights;

import io.chiral.service.cli.UserException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Proxies as the environment names them: {@code https_proxy}, {@code http_proxy}, {@code all_proxy}
 * and {@code no_proxy} (names of hosts or domains, or {@code *}), in either case.
 */
final class ProxyEnvironment extends ProxySelector {

  private static final int USUAL_PORT = 80;

  private final Map<String, String> environment;

  ProxyEnvironment(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  @Override
  public List<Proxy> select(URI address) {
    String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
    String proxy = variable(scheme + "_proxy");
    if (proxy == null) {
      proxy = variable("all_proxy");
    }
    if (proxy == null || excepted(String.valueOf(address.getHost()))) {
      return List.of(Proxy.NO_PROXY);
    }
    return List.of(new Proxy(Proxy.Type.HTTP, socket(proxy)));
  }

  private @Nullable String variable(String name) {
    String value = environment.get(name);
    if (value == null || value.isBlank()) {
      value = environment.get(name.toUpperCase(Locale.ROOT));
    }
    return value == null || value.isBlank() ? null : value.strip();
  }

  private boolean excepted(String host) {
    String none = variable("no_proxy");
    return none != null
        && Arrays.stream(none.split(",", -1))
            .map(name -> name.strip().replaceFirst("^\\.", "").replaceFirst(":\\d+$", ""))
            .anyMatch(
                name ->
                    name.equals("*")
                        || (!name.isEmpty()
                            && (host.equalsIgnoreCase(name)
                                || host.toLowerCase(Locale.ROOT)
                                    .endsWith("." + name.toLowerCase(Locale.ROOT)))));
  }

  private static InetSocketAddress socket(String proxy) {
    URI address = URI.create(proxy.contains("://") ? proxy : "http://" + proxy);
    if (address.getHost() == null || !"http".equalsIgnoreCase(address.getScheme())) {
      throw new UserException(
          "the environment names the proxy '%s'; it must be http://HOST:PORT".formatted(proxy));
    }
    if (address.getUserInfo() != null) {
      throw new UserException(
          "the environment's proxy %s:%d wants a name and password, which is not supported here; fetch the file by other means and use `chiral weights import ID FILE`"
              .formatted(address.getHost(), address.getPort()));
    }
    int port = address.getPort() < 0 ? USUAL_PORT : address.getPort();
    return InetSocketAddress.createUnresolved(address.getHost(), port);
  }

  @Override
  public void connectFailed(URI address, SocketAddress proxy, IOException reason) {
    // The client says so too.
  }
}

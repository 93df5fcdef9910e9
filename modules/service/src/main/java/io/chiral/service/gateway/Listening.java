package io.chiral.service.gateway;

import io.chiral.service.config.ChiralConfig.Listener;
import io.chiral.service.config.ChiralConfig.Tls;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemKeyCertOptions;
import java.net.BindException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Opens listeners, and says in one line why one can't be opened. */
final class Listening {

  private static final int MOST_FRAME_BYTES = 64 * 1024;

  /** Small, so that a monitor that does not read is noticed here and not hidden by the kernel. */
  private static final int SEND_BUFFER_BYTES = 64 * 1024;

  private Listening() {}

  /**
   * Listens.
   *
   * @param name of the listener's configuration keys, {@code http} or {@code management}
   */
  static Future<HttpServer> on(
      Vertx vertx,
      String name,
      Listener address,
      @Nullable Tls tls,
      Handler<HttpServerRequest> handler) {
    return vertx
        .createHttpServer(options(tls))
        .requestHandler(handler)
        .listen(address.port(), address.host())
        .recover(failure -> Future.failedFuture(explained(name, address, failure)));
  }

  private static HttpServerOptions options(@Nullable Tls tls) {
    HttpServerOptions options =
        new HttpServerOptions()
            .setMaxWebSocketFrameSize(MOST_FRAME_BYTES)
            .setMaxWebSocketMessageSize(MOST_FRAME_BYTES)
            .setSendBufferSize(SEND_BUFFER_BYTES)
            .setPerMessageWebSocketCompressionSupported(false)
            .setPerFrameWebSocketCompressionSupported(false)
            .setIdleTimeoutUnit(TimeUnit.SECONDS)
            .setIdleTimeout(120);
    if (tls != null) {
      options
          .setSsl(true)
          .setKeyCertOptions(
              new PemKeyCertOptions()
                  .addCertPath(tls.certificate().toString())
                  .addKeyPath(tls.key().toString()));
    }
    return options;
  }

  private static Throwable explained(String name, Listener address, Throwable failure) {
    return failure instanceof BindException
        ? new ListenException(
            "port %d on %s is taken; set %s.port to another, or 0 for any free one"
                .formatted(address.port(), address.host(), name),
            failure)
        : new ListenException(
            "can't listen on %s:%d: %s".formatted(address.host(), address.port(), failure),
            failure);
  }
}

package io.chiral.service.node;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class TracingTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String PARENT = "00-" + TRACE + "-00f067aa0ba902b7-01";

  @Test
  void passesATraceOnWithoutACollector() {
    try (Tracing tracing = Tracing.silent()) {
      Span span = tracing.begin("slice", PARENT, Attributes.empty());

      assertThat(Tracing.traceparent(span)).isEqualTo(PARENT);
      assertThat(Tracing.traceparent(tracing.begin("slice", null, Attributes.empty()))).isNull();
    }
  }

  @Test
  void tellsTheCollectorWhatWasDone() throws Exception {
    List<String> told = new CopyOnWriteArrayList<>();
    HttpServer collector =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    collector.createContext(
        "/v1/traces",
        exchange -> {
          told.add(new String(exchange.getRequestBody().readAllBytes(), ISO_8859_1));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    collector.start();
    try {
      URI endpoint =
          URI.create("http://127.0.0.1:%d/v1/traces".formatted(collector.getAddress().getPort()));
      String child;
      try (Tracing tracing = Tracing.to(endpoint, "w1")) {
        Span span = tracing.begin("slice", PARENT, Attributes.builder().put("run", "r1").build());
        child = Tracing.traceparent(span);
        span.end();
      }

      assertThat(child).startsWith("00-" + TRACE + "-").endsWith("-01").isNotEqualTo(PARENT);
      assertThat(told).singleElement().asString().contains("slice", "r1", "chiral", "w1");
    } finally {
      collector.stop(0);
    }
  }
}

package io.chiral.service.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class WorkerCommandTest {

  /** A worker tells how it stood when it was asked to take slices again. */
  @Test
  void undrainWaitsUntilSlicesAreTaken() throws IOException {
    List<String> asked = new ArrayList<>();
    HttpServer worker =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    worker.createContext(
        "/worker",
        exchange -> {
          asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
          byte[] body = status(asked.size() < 3 ? "drained" : "taking");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    worker.start();
    StringWriter out = new StringWriter();
    try {
      CommandLine line = ChiralCommand.commandLine().setOut(new PrintWriter(out, true));
      String management = "127.0.0.1:" + worker.getAddress().getPort();

      assertThat(line.execute("worker", "undrain", "--management", management)).isZero();
    } finally {
      worker.stop(0);
    }
    assertThat(asked).containsExactly("POST /worker/undrain", "GET /worker", "GET /worker");
    assertThat(out.toString()).contains("w is taking since");
  }

  private static byte[] status(String intake) {
    return """
        {"worker": "w", "intake": "%s", "since": "2026-01-01T00:00:00Z", "slice": "idle"}"""
        .formatted(intake)
        .getBytes(StandardCharsets.UTF_8);
  }
}

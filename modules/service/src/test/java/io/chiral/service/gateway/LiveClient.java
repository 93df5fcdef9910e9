package io.chiral.service.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.NullUnmarked;

/** A monitor that remembers its frames. */
@NullUnmarked
final class LiveClient implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LARGE = 4 << 20;

  final LinkedBlockingQueue<JsonNode> frames = new LinkedBlockingQueue<>();
  final AtomicReference<Short> closed = new AtomicReference<>();
  final WebSocket socket;

  /** Held, because Vert.x closes a client that nobody refers to. */
  private final WebSocketClient client;

  LiveClient(Vertx vertx, int port) throws Exception {
    WebSocketClientOptions options =
        new WebSocketClientOptions()
            .setMaxFrameSize(LARGE)
            .setMaxMessageSize(LARGE)
            .setReceiveBufferSize(8 * 1024);
    client = vertx.createWebSocketClient(options);
    socket = TestGateway.await(client.connect(port, "127.0.0.1", "/api/v1/live"));
    socket.textMessageHandler(text -> frames.add(parsed(text)));
    socket.closeHandler(gone -> closed.set(socket.closeStatusCode()));
  }

  private static JsonNode parsed(String text) {
    try {
      return JSON.readTree(text);
    } catch (com.fasterxml.jackson.core.JsonProcessingException broken) {
      throw new AssertionError(text, broken);
    }
  }

  LiveClient subscribe(String kinds, String resume) throws Exception {
    String token = resume == null ? "" : ",\"resume\":\"" + resume + '"';
    TestGateway.await(
        socket.writeTextMessage(
            "{\"type\":\"subscribe\",\"studies\":[\"smoke-1\"],\"kinds\":[%s]%s}"
                .formatted(kinds, token)));
    return this;
  }

  JsonNode next() throws InterruptedException {
    JsonNode frame = frames.poll(20, TimeUnit.SECONDS);
    if (frame == null) {
      throw new AssertionError("no frame within 20 s");
    }
    return frame;
  }

  /** Frames up to the first after which the monitor is up to date. */
  List<JsonNode> untilUpToDate() throws InterruptedException {
    List<JsonNode> read = new ArrayList<>();
    do {
      read.add(next());
    } while (!read.get(read.size() - 1).has("token"));
    return read;
  }

  @Override
  public void close() throws Exception {
    TestGateway.await(client.close());
  }

  static List<Integer> steps(List<JsonNode> frames) {
    List<Integer> steps = new ArrayList<>();
    for (JsonNode frame : frames) {
      for (JsonNode item : frame.path("items")) {
        item.path("value").path("steps").forEach(step -> steps.add(step.asInt()));
      }
    }
    return steps;
  }

  static TreeSet<String> kinds(List<JsonNode> frames) {
    TreeSet<String> kinds = new TreeSet<>();
    frames.forEach(
        frame -> frame.path("items").forEach(item -> kinds.add(item.path("kind").asText())));
    return kinds;
  }
}

package io.chiral.load.crash;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A person's page: it follows the training curves over a WebSocket, and when its gateway goes away
 * goes on at the next one with its token. It notes every frame that does not follow on what it has.
 */
final class Monitor implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A gateway sends a heartbeat every 5 s. */
  private static final Duration SILENCE = Duration.ofSeconds(12);

  private final HttpClient client = HttpClient.newHttpClient();
  private final List<URI> gateways;
  private final Thread thread = new Thread(this::follow, "monitor");
  private final Map<String, List<Integer>> curves = new HashMap<>();
  private final List<String> faults = new ArrayList<>();
  private @Nullable String token;
  private @Nullable Long lastSeq;
  private int connections;
  private int snapshots;
  private boolean inSnapshot;
  private volatile boolean closing;
  private volatile long lastHeard;

  Monitor(List<URI> gateways) {
    this.gateways = List.copyOf(gateways);
    thread.setDaemon(true);
  }

  Monitor start() {
    thread.start();
    return this;
  }

  private void follow() {
    for (int turn = 0; !closing; turn++) {
      Connection connection = new Connection();
      URI gateway = gateways.get(turn % gateways.size());
      try {
        WebSocket socket =
            client
                .newWebSocketBuilder()
                .connectTimeout(Duration.ofSeconds(2))
                .buildAsync(gateway, connection)
                .join();
        subscribe(socket);
        stay(connection, socket);
      } catch (CompletionException refused) {
        connection.over.orTimeout(200, TimeUnit.MILLISECONDS).exceptionally(late -> null).join();
      }
    }
  }

  private synchronized void subscribe(WebSocket socket) {
    lastSeq = null;
    lastHeard = System.nanoTime();
    connections++;
    String resume = token == null ? "" : ",\"resume\":\"" + token + '"';
    // A connection that breaks meanwhile says so itself.
    var unused =
        socket.sendText(
            "{\"type\":\"subscribe\",\"studies\":[\"%s\"],\"kinds\":[\"scalars\"]%s}"
                .formatted(TrialStudy.ID, resume),
            true);
  }

  private void stay(Connection connection, WebSocket socket) {
    while (!closing && System.nanoTime() - lastHeard < SILENCE.toNanos()) {
      try {
        connection.over.get(200, TimeUnit.MILLISECONDS);
        return;
      } catch (TimeoutException stillThere) {
        // Looks at the clock again.
      } catch (ExecutionException e) {
        return;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
    socket.abort();
  }

  private synchronized void heard(String text) {
    JsonNode frame = parsed(text);
    String type = frame.path("type").asText();
    lastHeard = System.nanoTime();
    if (type.equals("error")) {
      faults.add(text);
      return;
    }
    if (!type.equals("heartbeat")) {
      JsonNode previous = frame.path("previous");
      if (!type.equals("snapshot")) {
        inSnapshot = false;
      } else if (!inSnapshot || previous.isMissingNode()) {
        curves.clear();
        inSnapshot = true;
        snapshots++;
      }
      if (lastSeq != null && previous.asLong(-1) != lastSeq) {
        faults.add("previous is %s after %d".formatted(previous, lastSeq));
      }
      lastSeq = frame.path("seq").asLong();
      frame.path("items").forEach(this::append);
    }
    if (frame.hasNonNull("token")) {
      token = frame.path("token").asText();
      inSnapshot = false;
    }
  }

  private void append(JsonNode item) {
    List<Integer> known =
        curves.computeIfAbsent(item.path("key").asText(), run -> new ArrayList<>());
    JsonNode after = item.path("value").path("after");
    int last = known.isEmpty() ? -1 : known.get(known.size() - 1);
    if (after.asInt(-1) != last) {
      faults.add("run %s: after %s came, %d was known".formatted(item.path("key"), after, last));
      known.removeIf(step -> step > after.asInt(-1));
    }
    item.path("value").path("steps").forEach(step -> known.add(step.asInt()));
  }

  private static JsonNode parsed(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a frame that is no JSON: " + text, e);
    }
  }

  /** Logged steps of every run, as they came. */
  synchronized Map<String, List<Integer>> curves() {
    Map<String, List<Integer>> copy = new HashMap<>();
    curves.forEach((run, steps) -> copy.put(run, List.copyOf(steps)));
    return copy;
  }

  /** Frames that did not follow on what was known. */
  synchronized List<String> faults() {
    return List.copyOf(faults);
  }

  /** How often it connected, and how often it was given everything anew. */
  synchronized String summary() {
    return "%d connections, %d snapshots".formatted(connections, snapshots);
  }

  @Override
  public void close() {
    closing = true;
    try {
      thread.join(Duration.ofSeconds(5).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Puts the pieces of a message together. */
  private final class Connection implements WebSocket.Listener {
    private final CompletableFuture<Void> over = new CompletableFuture<>();
    private final StringBuilder message = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence piece, boolean last) {
      message.append(piece);
      if (last) {
        heard(message.toString());
        message.setLength(0);
      }
      socket.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
      over.complete(null);
      return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      over.complete(null);
    }
  }
}

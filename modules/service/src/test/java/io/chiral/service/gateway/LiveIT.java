package io.chiral.service.gateway;

import static io.chiral.service.gateway.TestGateway.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.chiral.messages.Codec;
import io.chiral.service.gateway.view.StudyView.ReportText;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The live view, over real sockets. */
@NullUnmarked
class LiveIT {

  private static final String RUN = "r-vgg16-random-3-patch-vgg16-1";
  private final List<LiveClient> clients = new ArrayList<>();
  private TestGateway gateway;

  @BeforeEach
  void start(@TempDir Path directory) throws Exception {
    SmokeStory story = new SmokeStory(new Codec());
    gateway = new TestGateway(directory, story.records(Map.of(), Map.of())).start();
  }

  @AfterEach
  void stop() throws Exception {
    for (LiveClient client : clients) {
      client.close();
    }
    gateway.close();
  }

  private LiveClient connect() throws Exception {
    LiveClient client = new LiveClient(gateway.vertx, gateway.port());
    clients.add(client);
    return client;
  }

  @Test
  void sendsASnapshotAndThenOnlyWhatChanges() throws Exception {
    LiveClient client = connect().subscribe("\"progress\",\"runs\",\"scalars\",\"scores\"", null);
    List<JsonNode> snapshot = client.untilUpToDate();
    assertThat(snapshot.get(0).path("type").asText()).isEqualTo("snapshot");
    assertThat(snapshot.get(0).has("previous")).isFalse();
    assertThat(LiveClient.kinds(snapshot)).containsExactly("progress", "runs", "scalars", "scores");

    await(gateway.source.put(SmokeStory.scalars(RUN, 21, 22, 0.1)));
    JsonNode delta = client.next();
    assertThat(delta.path("type").asText()).isEqualTo("delta");
    assertThat(delta.path("previous")).isEqualTo(snapshot.get(snapshot.size() - 1).path("seq"));
    assertThat(delta.path("seq").asLong()).isGreaterThan(delta.path("previous").asLong());
    assertThat(delta.path("items")).hasSize(1);
    assertThat(delta.at("/items/0/value/after").asInt()).isEqualTo(20);
    assertThat(LiveClient.steps(List.of(delta))).containsExactly(21, 22);
  }

  @Test
  void leavesOutWhatNobodyAskedFor() throws Exception {
    LiveClient client = connect().subscribe("\"report\"", null);
    assertThat(client.untilUpToDate().get(0).path("items")).isEmpty();
    await(gateway.source.put(SmokeStory.scalars(RUN, 21, 22, 0.1)));
    await(gateway.source.put(new ReportText("other", "{}")));
    await(gateway.source.put(new ReportText(SmokeStory.STUDY, SmokeStory.report())));
    assertThat(client.next().at("/items/0/value/study").asText()).isEqualTo("smoke-1");
  }

  @Test
  void resumesWithoutGapOrRepeatAlsoAtARestartedGateway(@TempDir Path elsewhere) throws Exception {
    List<JsonNode> before = connect().subscribe("\"scalars\"", null).untilUpToDate();
    String token = before.get(before.size() - 1).path("token").asText();
    SmokeStory story = new SmokeStory(new Codec());
    List<Object> records = story.records(Map.of(), Map.of());
    try (TestGateway other = new TestGateway(elsewhere, records).start();
        LiveClient client = new LiveClient(other.vertx, other.port())) {
      await(other.source.put(SmokeStory.scalars(RUN, 21, 25, 0.1)));
      List<JsonNode> after = client.subscribe("\"scalars\"", token).untilUpToDate();
      await(other.source.put(SmokeStory.scalars(RUN, 26, 30, 0.1)));
      JsonNode delta = client.next();

      assertThat(after.get(0).path("type").asText()).isEqualTo("delta");
      assertThat(LiveClient.steps(List.of(after.get(0), delta)))
          .containsExactlyElementsOf(IntStream.rangeClosed(21, 30).boxed().toList());
    }
  }

  @Test
  void waitsForWhatAMonitorSawAtAGatewayThatIsAhead(@TempDir Path elsewhere) throws Exception {
    List<Object> records = new SmokeStory(new Codec()).records(Map.of(), Map.of());
    try (TestGateway ahead = new TestGateway(elsewhere, records).start();
        LiveClient client = new LiveClient(ahead.vertx, ahead.port())) {
      await(ahead.source.put(SmokeStory.scalars(RUN, 21, 25, 0.1)));
      List<JsonNode> there = client.subscribe("\"scalars\"", null).untilUpToDate();
      String token = there.get(there.size() - 1).path("token").asText();
      LiveClient here = connect().subscribe("\"scalars\"", token);
      LiveClient witness = connect().subscribe("\"scalars\"", null);
      witness.untilUpToDate();
      await(gateway.source.put(SmokeStory.scalars(RUN, 21, 25, 0.1)));
      witness.next();
      await(gateway.source.put(SmokeStory.scalars(RUN, 26, 27, 0.1)));
      witness.next();

      JsonNode first = here.next();
      List<Integer> steps = new ArrayList<>(LiveClient.steps(List.of(first)));
      if (steps.isEmpty()) {
        steps.addAll(LiveClient.steps(List.of(here.next())));
      }
      assertThat(first.path("type").asText()).isEqualTo("delta");
      assertThat(steps).containsExactly(26, 27);
    }
  }

  @Test
  void beginsAnewWithATokenThatItCantHonour() throws Exception {
    await(gateway.source.put(SmokeStory.scalars(RUN, 21, 25, 0.1)));
    List<JsonNode> frames = connect().subscribe("\"scalars\"", "bm90IGEgdG9rZW4").untilUpToDate();
    assertThat(frames.get(0).path("type").asText()).isEqualTo("snapshot");
  }

  @Test
  void conflatesWhatASlowMonitorMissesAndKeepsServingOthers() throws Exception {
    LiveClient slow = connect().subscribe("\"report\"", null);
    LiveClient quick = connect().subscribe("\"report\"", null);
    slow.untilUpToDate();
    slow.socket.pause();
    String padding = "x".repeat(300_000);
    int last = 24;
    for (int i = 1; i <= last; i++) {
      String report = "{\"study\":\"smoke-1\",\"number\":%d,\"padding\":\"%s\"}";
      await(gateway.source.put(new ReportText(SmokeStory.STUDY, report.formatted(i, padding))));
      quick.frames.clear();
      assertThat(quick.next().at("/items/0/value/number").asInt()).isLessThanOrEqualTo(i);
    }
    slow.socket.resume();
    int received = 0;
    int number = 0;
    while (number < last) {
      JsonNode frame = slow.next();
      received += frame.has("items") ? 1 : 0;
      number = Math.max(number, frame.at("/items/0/value/number").asInt());
    }
    // What the sockets' buffers took before they were full, and the newest: not all 24.
    assertThat(received).isLessThan(last);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense",
        "[]",
        "{\"type\":\"subscribe\"}",
        "{\"type\":\"subscribe\",\"studies\":\"*\",\"kinds\":[\"secrets\"]}",
        "{\"type\":\"subscribe\",\"studies\":\"*\",\"kinds\":[\"runs\"],\"extra\":1}"
      })
  void refusesAMalformedFrameWithAReasonAndCloses(String frame) throws Exception {
    LiveClient client = connect();
    await(client.socket.writeTextMessage(frame));
    assertThat(client.next().path("type").asText()).isEqualTo("error");
    Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> client.closed.get() != null);
    assertThat(client.closed.get()).isEqualTo((short) 4400);
  }

  @Test
  void refusesConnectionsFromStrangePages() throws Exception {
    WebSocketConnectOptions strange =
        new WebSocketConnectOptions()
            .setHost("127.0.0.1")
            .setPort(gateway.port())
            .setURI("/api/v1/live")
            .addHeader("Origin", "https://evil.example");
    WebSocketClient client = gateway.vertx.createWebSocketClient();
    Throwable refusal = await(client.connect(strange).transform(LiveIT::cause));
    await(client.close());
    assertThat(refusal).isInstanceOf(UpgradeRejectedException.class);
    assertThat(((UpgradeRejectedException) refusal).getStatus()).isEqualTo(403);
  }

  private static Future<Throwable> cause(AsyncResult<WebSocket> result) {
    return Future.succeededFuture(result.cause());
  }
}

package io.chiral.service.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chiral.service.config.ChiralConfig.Cluster;
import io.chiral.service.config.ChiralConfig.Listener;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BusIT {
  private static final String HOST = "127.0.0.1";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Vertx command = Vertx.vertx();
  private final Vertx worker = Vertx.vertx();
  private final HealthRegistry health = new HealthRegistry();
  private final Queue<String> heard = new ConcurrentLinkedQueue<>();

  @AfterEach
  void closeBoth() throws Exception {
    get(command.close());
    get(worker.close());
  }

  @Test
  void carriesAStopFromOneProcessToAnother() throws Exception {
    int first = freePort();
    int second = freePort();
    List<String> members = List.of(HOST + ":" + first, HOST + ":" + second);
    HealthRegistry others = new HealthRegistry();
    Bus here = Bus.open(command, new Cluster(new Listener(HOST, first), members, null), health);
    Bus there = Bus.open(worker, new Cluster(new Listener(HOST, second), members, null), others);
    there.listen(Node.STOP_ADDRESS, heard::add);
    Queue<String> echo = new ConcurrentLinkedQueue<>();
    here.listen(Node.STOP_ADDRESS, echo::add);
    try {
      await().atMost(PATIENCE).until(() -> joined(health) && joined(others));
      // Who has just joined may not be known to be listening yet.
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(500))
          .until(
              () -> {
                here.publish(Node.STOP_ADDRESS, "r-1/0/1");
                return !heard.isEmpty();
              });

      int before = echo.size();
      here.publish(Node.STOP_ADDRESS, "r-1/0/2");

      await().atMost(PATIENCE).until(() -> heard.contains("r-1/0/2"));
      assertThat(echo).hasSize(before + 1);
    } finally {
      get(there.close());
      get(here.close());
    }
  }

  /** As a member that hangs does: it takes the connection and never says a word. */
  @Test
  void servesItsOwnProcessWhileTheOthersDoNotAnswer() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getByName(HOST))) {
      List<String> members = List.of(HOST + ":" + silent.getLocalPort());
      Bus bus =
          Bus.open(command, new Cluster(new Listener(HOST, freePort()), members, null), health);
      bus.listen(Node.STOP_ADDRESS, heard::add);

      bus.publish(Node.STOP_ADDRESS, "r-1/0/1");

      await().atMost(PATIENCE).untilAsserted(() -> assertThat(heard).containsExactly("r-1/0/1"));
      assertThat(health.ready()).isTrue();
      get(bus.close());
    }
  }

  private static boolean joined(HealthRegistry health) {
    return health.check().getOrDefault("cluster", Health.notReady("")).detail().equals("joined");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
      return socket.getLocalPort();
    }
  }

  private static <T> T get(Future<T> future) throws Exception {
    return future
        .toCompletionStage()
        .toCompletableFuture()
        .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }
}

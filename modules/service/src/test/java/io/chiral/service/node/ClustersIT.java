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
import org.junit.jupiter.api.Test;

class ClustersIT {
  private static final String HOST = "127.0.0.1";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Test
  void carriesAStopFromOneProcessToAnother() throws Exception {
    int first = freePort();
    int second = freePort();
    List<String> members = List.of(HOST + ":" + first, HOST + ":" + second);
    Vertx command = get(Clusters.vertx(new Cluster(new Listener(HOST, first), members, null)));
    Vertx worker = get(Clusters.vertx(new Cluster(new Listener(HOST, second), members, null)));
    try {
      Queue<String> heard = new ConcurrentLinkedQueue<>();
      get(
          worker
              .eventBus()
              .<String>consumer(Node.STOP_ADDRESS, message -> heard.add(message.body()))
              .completion());

      command.eventBus().publish(Node.STOP_ADDRESS, "r-1/0/1");

      await().atMost(PATIENCE).untilAsserted(() -> assertThat(heard).containsExactly("r-1/0/1"));
    } finally {
      get(worker.close());
      get(command.close());
    }
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

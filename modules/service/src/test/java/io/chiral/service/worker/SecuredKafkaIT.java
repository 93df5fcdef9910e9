package io.chiral.service.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.chiral.messages.Envelope;
import io.chiral.messages.MessageType;
import io.chiral.messages.Topics;
import io.chiral.messages.command.StartStudy;
import io.chiral.service.Service;
import io.chiral.service.config.ChiralConfig;
import io.chiral.testkit.ReadCommitted;
import io.vertx.core.Future;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** All roles on a broker that wants TLS and a password: {@code kafka.*} is passed through. */
@Timeout(300)
class SecuredKafkaIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Topics topics = Topics.standard();
  private final Path folder;
  private final LogSearch log = new LogSearch(SecuredBroker.PASSWORD, SecuredBroker.OTHER_PASSWORD);
  private SecuredBroker broker;

  SecuredKafkaIT(@TempDir Path folder) {
    this.folder = folder;
  }

  @BeforeEach
  void startBroker() throws Exception {
    log.start();
    // What clients were configured with they say at INFO, which the service's own settings hide.
    ((Logger) LoggerFactory.getLogger("org.apache.kafka.clients")).setLevel(Level.INFO);
    broker = new SecuredBroker(folder.resolve("tls"));
  }

  @AfterEach
  void stopBroker() throws Exception {
    broker.close();
    ((Logger) LoggerFactory.getLogger("org.apache.kafka.clients")).setLevel(Level.ERROR);
    log.stop();
  }

  @Test
  void worksWithTheRightPasswordAndSaysWhenItIsNotRightAnyMore() throws Exception {
    Service service = get(Service.start(config(SecuredBroker.PASSWORD)));
    try {
      String type = MessageType.START_STUDY.typeName();
      StartStudy study = new StartStudy("mini", MiniStudy.spec());
      get(service.commands().send(new Envelope("c1", "/lab", type, null), study));
      await().atMost(PATIENCE).until(() -> count(topics.asymmetry()) > 0);
      await().atMost(PATIENCE).until(() -> readiness(service).statusCode() == 200);

      broker.setPassword(SecuredBroker.OTHER_PASSWORD);

      await().atMost(PATIENCE).until(() -> readiness(service).body().contains("credentials"));
      HttpResponse<String> readiness = readiness(service);
      assertThat(readiness.statusCode()).isEqualTo(503);
      assertThat(readiness.body()).contains("\"worker\"").doesNotContain(SecuredBroker.PASSWORD);
    } finally {
      get(service.close());
    }
    assertThat(log.lines()).isPositive();
    assertThat(log.found()).isEmpty();
  }

  @Test
  void saysThatAPasswordIsWrong() {
    assertThatThrownBy(() -> get(Service.start(config(SecuredBroker.OTHER_PASSWORD))))
        .isInstanceOf(ExecutionException.class)
        .cause()
        .hasMessageContaining("Kafka at " + broker.address() + " refuses us")
        .hasMessageContaining("invalid credentials")
        .hasMessageNotContaining(SecuredBroker.OTHER_PASSWORD);
    assertThat(log.found()).isEmpty();
  }

  @Test
  void saysThatACertificateIsNotTrusted() {
    Map<String, String> strangers = new HashMap<>(settings(SecuredBroker.PASSWORD));
    strangers.keySet().removeIf(key -> key.startsWith("kafka.ssl."));
    assertThatThrownBy(() -> get(Service.start(ChiralConfig.load(null, strangers))))
        .isInstanceOf(ExecutionException.class)
        .cause()
        .hasMessageContaining("Kafka at " + broker.address() + " refuses us")
        .hasMessageContaining("SSL handshake failed");
  }

  private int count(String topic) {
    return ReadCommitted.all(broker.plainAddress(), topic).size();
  }

  private ChiralConfig config(String password) {
    return ChiralConfig.load(null, settings(password));
  }

  private Map<String, String> settings(String password) {
    Map<String, String> settings = new HashMap<>(broker.client(password));
    settings.putAll(
        Map.of(
            "data.dir", folder.resolve("data").toString(),
            "http.port", "0",
            "management.port", "0",
            "worker.id", "w",
            "worker.threads", "1"));
    return settings;
  }

  private static HttpResponse<String> readiness(Service service) throws Exception {
    URI ready = URI.create("http://127.0.0.1:%d/health/ready".formatted(service.managementPort()));
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(ready).build(), HttpResponse.BodyHandlers.ofString());
  }

  private static <T> T get(Future<T> future) throws Exception {
    return future
        .toCompletionStage()
        .toCompletableFuture()
        .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }
}

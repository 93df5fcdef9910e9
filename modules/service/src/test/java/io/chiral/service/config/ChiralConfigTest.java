package io.chiral.service.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chiral.imagery.dataset.DataSource;
import io.chiral.objectstore.S3Settings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChiralConfigTest {

  private static ChiralConfig with(Map<String, String> overrides) {
    return ChiralConfig.load(null, Map.of(), overrides);
  }

  @Test
  void needsNothing() {
    ChiralConfig config = with(Map.of());

    assertThat(config.roles()).containsExactlyInAnyOrder(Role.values());
    assertThat(config.http().listener()).isEqualTo(new ChiralConfig.Listener("127.0.0.1", 8080));
    assertThat(config.management().port()).isEqualTo(8081);
    assertThat(config.store().dir()).isEqualTo(Path.of("chiral-data", "store"));
    assertThat(config.store().bucket()).isNull();
    assertThat(config.retention())
        .isEqualTo(new RetentionConfig(2, Duration.ofHours(24), Duration.ofHours(6)));
    assertThat(config.embeddedBroker())
        .isEqualTo(new ChiralConfig.EmbeddedBrokerConfig(Path.of("chiral-data", "broker"), 0));
    assertThat(config.worker().sliceBudget()).isEqualTo(Duration.ofSeconds(30));
    assertThat(config.worker().id()).isNotEmpty();
    assertThat(config.cluster()).isNull();
    assertThat(config.topicReplication()).isNull();
    assertThat(config.auth().required()).isFalse();
  }

  @Test
  void readsEveryKindOfSettingFromAFile(@TempDir Path folder) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("chiral.yaml"),
            """
            roles: [worker, command]
            http: { host: 0.0.0.0, port: 9000 }
            kafka.bootstrap.servers: broker:9092
            kafka:
              consumer: { fetch.max.bytes: 1000 }
              producer: { linger.ms: 7 }
            data-sets: { kodak: /photos/kodak }
            slice.budget: 500ms
            worker: { id: w7, threads: 3 }
            cluster: { enabled: true, members: ["a:1", "b:2"] }
            topics: { prefix: lab., replication: 3 }
            store: { uri: s3://lab/chiral, s3: { endpoint: "http://minio:9000" }, copies.mib: 7 }
            retention: { last: 5, age: 48h }
            """);

    ChiralConfig config = ChiralConfig.load(file, Map.of(), Map.of());

    assertThat(config.roles()).containsExactlyInAnyOrder(Role.WORKER, Role.COMMAND);
    assertThat(config.http().listener()).isEqualTo(new ChiralConfig.Listener("0.0.0.0", 9000));
    assertThat(config.kafka().common()).isEqualTo(Map.of("bootstrap.servers", "broker:9092"));
    assertThat(config.kafka().forConsumer()).containsEntry("fetch.max.bytes", "1000");
    assertThat(config.kafka().forProducer()).containsEntry("linger.ms", "7");
    assertThat(config.dataSets())
        .isEqualTo(Map.of("kodak", DataSource.of(Path.of("/photos/kodak"))));
    assertThat(config.worker())
        .isEqualTo(new ChiralConfig.WorkerConfig("w7", false, 3, Duration.ofMillis(500)));
    assertThat(config.cluster()).isNotNull();
    assertThat(config.topics().work()).isEqualTo("lab.work");
    assertThat(config.topicReplication()).isEqualTo(3);
    assertThat(config.embeddedBroker()).isNull();
    assertThat(config.store().bucket())
        .isEqualTo(
            new S3Settings("lab", "chiral/", URI.create("http://minio:9000"), "us-east-1", true));
    assertThat(config.store().copiesBytes()).isEqualTo(7L << 20);
    assertThat(config.retention())
        .isEqualTo(new RetentionConfig(5, Duration.ofDays(2), Duration.ofHours(6)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "# roles: worker\n", "---\n"})
  void aFileWithoutKeysSetsNothing(String content, @TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("c.yaml"), content);

    assertThat(ChiralConfig.load(file, Map.of(), Map.of())).isEqualTo(with(Map.of()));
  }

  @Test
  void saysThatAFileIsNoText(@TempDir Path folder) throws IOException {
    Path file = Files.write(folder.resolve("c.yaml"), new byte[] {'a', (byte) 0xff});

    assertThatThrownBy(() -> ChiralConfig.load(file, Map.of(), Map.of()))
        .hasMessage(file + ": is not text in UTF-8");
  }

  @Test
  void prefersOverridesToTheEnvironmentAndThatToTheFile(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("c.yaml"), "http.port: 1\nmanagement.port: 1\n");

    ChiralConfig config =
        ChiralConfig.load(
            file,
            Map.of("CHIRAL_HTTP_PORT", "2", "CHIRAL_MANAGEMENT_PORT", "2", "CHIRAL_JAVA_OPTS", "x"),
            Map.of("http.port", "3"));

    assertThat(config.http().listener().port()).isEqualTo(3);
    assertThat(config.management().port()).isEqualTo(2);
  }

  @Test
  void readsOpenKeysFromTheEnvironment() {
    ChiralConfig config =
        ChiralConfig.load(
            null,
            Map.of(
                "CHIRAL_KAFKA_BOOTSTRAP_SERVERS", "b:1",
                "CHIRAL_KAFKA_CONSUMER_FETCH_MAX_BYTES", "5",
                "CHIRAL_SLICE_BUDGET", "2m",
                "CHIRAL_EMBEDDED_BROKER_ENABLED", "false"),
            Map.of());

    assertThat(config.kafka().common()).isEqualTo(Map.of("bootstrap.servers", "b:1"));
    assertThat(config.kafka().consumer()).isEqualTo(Map.of("fetch.max.bytes", "5"));
    assertThat(config.worker().sliceBudget()).isEqualTo(Duration.ofMinutes(2));
  }

  @Test
  void namesTheNearestKeyOfAnUnknownOne() {
    assertThatThrownBy(() -> with(Map.of("htp.prt", "1")))
        .isInstanceOf(ConfigException.class)
        .hasMessage("override: unknown key 'htp.prt'; did you mean 'http.port'?");
  }

  @Test
  void saysWhichValueBreaksWhichRule() {
    assertThatThrownBy(() -> with(Map.of("http.port", "70000")))
        .hasMessage("http.port: '70000' must be a whole number from 0 to 65535");
    assertThatThrownBy(() -> with(Map.of("roles", "worker,cook"))).hasMessageContaining("'cook'");
    assertThatThrownBy(() -> with(Map.of("slice.budget", "soon")))
        .hasMessage("slice.budget: 'soon' is no time; write 500ms, 30s or 2m");
    assertThatThrownBy(() -> with(Map.of("store.uri", "s3:/lab")))
        .hasMessage("store: 's3:/lab' must be s3://BUCKET or s3://BUCKET/PREFIX");
    assertThatThrownBy(() -> with(Map.of("worker.id", "a b")))
        .hasMessage(
            "worker.id: 'a b' must be 1 to 128 of A-Z a-z 0-9 . _ - and begin with a letter or"
                + " digit");
    assertThatThrownBy(() -> with(Map.of("embedded-broker.enabled", "false")))
        .hasMessageContaining("kafka.bootstrap.servers");
  }

  @Test
  void showsNoSecret() {
    ChiralConfig config =
        with(
            Map.of(
                "kafka.sasl.jaas.config", "hush-2",
                "kafka.consumer.ssl.keystore.password", "hush-3"));

    assertThat(config.toString()).doesNotContain("hush").contains("***");
  }

  @Test
  void refusesTokensThatNobodyWouldCheck() {
    assertThatThrownBy(() -> with(Map.of("auth.secret", "hush")))
        .hasMessageContaining("auth.secret: bearer tokens are not checked")
        .hasMessageNotContaining("hush");
  }
}

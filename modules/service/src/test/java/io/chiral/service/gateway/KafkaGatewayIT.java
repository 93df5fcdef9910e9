package io.chiral.service.gateway;

import static io.chiral.service.gateway.TestGateway.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.chiral.imagery.dataset.DataSets;
import io.chiral.kafka.KafkaSettings;
import io.chiral.kafka.OutRecord;
import io.chiral.kafka.RecordProducer;
import io.chiral.kafka.RecordProducer.Written;
import io.chiral.kafka.TopicAdmin;
import io.chiral.messages.Codec;
import io.chiral.messages.Envelope;
import io.chiral.messages.MessageType;
import io.chiral.messages.Topics;
import io.chiral.messages.work.Cell;
import io.chiral.service.config.ChiralConfig;
import io.chiral.service.gateway.view.StudyView.ReportText;
import io.chiral.service.node.Bus;
import io.chiral.service.node.HealthRegistry;
import io.chiral.service.node.Node;
import io.chiral.service.node.Tracing;
import io.chiral.testkit.BrokerExtension;
import io.chiral.testkit.ReadCommitted;
import io.chiral.testkit.TestBroker;
import io.chiral.training.checkpoint.DirectoryStore;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A gateway at a real broker: records become answers, requests become records. */
@NullUnmarked
@ExtendWith(BrokerExtension.class)
class KafkaGatewayIT {

  private final Codec codec = new Codec();
  private final HealthRegistry health = new HealthRegistry();
  private final HttpClient client = HttpClient.newHttpClient();
  private final Vertx vertx = Vertx.vertx();
  private TestBroker broker;
  private Topics topics;
  private RecordProducer producer;
  private GatewayVerticle gateway;

  @BeforeEach
  void start(TestBroker shared, @TempDir Path directory) throws Exception {
    broker = shared;
    topics = broker.freshTopics();
    KafkaSettings kafka = KafkaSettings.of(broker.bootstrapServers());
    try (TopicAdmin admin = new TopicAdmin(kafka)) {
      admin.ensure(topics);
    }
    producer = RecordProducer.create(vertx, kafka, broker.freshName());
    ChiralConfig config =
        ChiralConfig.load(
            null,
            Map.of(
                "data.dir", directory.toString(),
                "http.port", "0",
                "kafka.bootstrap.servers", broker.bootstrapServers()));
    Node node =
        new Node(
            vertx,
            Bus.alone(vertx),
            config,
            config.kafka(),
            topics,
            health,
            (envelope, command) ->
                producer
                    .send(
                        OutRecord.of(
                            topics.commands(), envelope.id(), envelope, codec.write(command)))
                    .mapEmpty(),
            Tracing.silent(),
            "test");
    gateway = new GatewayVerticle(node, codec, new DirectoryStore(directory), DataSets.builtIn());
  }

  @AfterEach
  void stop() throws Exception {
    await(producer.close());
    await(vertx.close());
  }

  private Written publish(Object message) throws Exception {
    MessageType type =
        message instanceof ReportText
            ? MessageType.ASYMMETRY_REPORT
            : MessageType.of((Record) message);
    byte[] body =
        message instanceof ReportText text
            ? text.json().getBytes(StandardCharsets.UTF_8)
            : codec.write(message);
    Envelope envelope = new Envelope(broker.freshName(), "/test", type.typeName(), SmokeStory.NOW);
    return await(producer.send(OutRecord.of(type.topic(topics), SmokeStory.STUDY, envelope, body)));
  }

  private HttpResponse<String> get(String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + gateway.port() + "/api/v1/" + path);
    return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void showsWhatWasThereAndWhatComes() throws Exception {
    SmokeStory story = new SmokeStory(codec);
    for (Object record : story.records(Map.of(), Map.of())) {
      publish(record);
    }
    await(
        producer.send(
            OutRecord.of(
                topics.metrics(),
                SmokeStory.STUDY,
                new Envelope("x", "/test", MessageType.TRAINING_SCALARS.typeName(), null),
                "{".getBytes(StandardCharsets.UTF_8))));
    await(vertx.deployVerticle(gateway));
    Awaitility.await().atMost(Duration.ofSeconds(20)).until(health::ready);
    assertThat(health.check().get("gateway").detail()).contains("1 records unreadable");
    assertThat(get("studies/smoke-1/runs").body()).contains("\"total\":12");
    assertThat(get("studies/smoke-1/report").statusCode()).isEqualTo(404);

    try (LiveClient monitor = new LiveClient(vertx, gateway.port())) {
      monitor.subscribe("\"report\"", null).untilUpToDate();
      publish(new ReportText(SmokeStory.STUDY, SmokeStory.report()));
      assertThat(monitor.next().at("/items/0/value/study").asText()).isEqualTo("smoke-1");
    }
    String report = SmokeStory.report().strip();
    assertThat(get("studies/smoke-1/report").body())
        .startsWith(report.substring(0, report.length() - 1) + ",\"runs\":[");
  }

  @Test
  void givesEveryScoreUpToWhereTheReportWasFolded() throws Exception {
    Cell cell = new Cell(Cell.Role.EVALUATION, "l1", "none", 1L, 30, null);
    int runs = 100;
    Written last = publish(SmokeStory.scores("r-0", cell, 20));
    for (int run = 1; run < runs; run++) {
      last = publish(SmokeStory.scores("r-" + run, cell, 20));
    }
    publish(SmokeStory.scores("r-late", cell, 20));
    String asOf = "{\"partition\": %d, \"offset\": %d}";
    publish(
        new ReportText(
            SmokeStory.STUDY,
            SmokeStory.report()
                .replace(
                    asOf.formatted(3, 4711),
                    asOf.formatted(last.partition().number(), last.offset() + 1))));
    await(vertx.deployVerticle(gateway));
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> get("studies/smoke-1/report").statusCode() == 200);

    List<String> lines = get("studies/smoke-1/scores.csv").body().lines().toList();
    assertThat(lines).hasSize(1 + runs * SmokeStory.IMAGES.size() * 2);
    assertThat(lines)
        .anyMatch(line -> line.startsWith("judged,r-0,"))
        .anyMatch(line -> line.startsWith("judged,r-99,"))
        .noneMatch(line -> line.contains("r-late"));
  }

  @Test
  void putsWhatIsAskedOnTheCommandsTopic() throws Exception {
    await(vertx.deployVerticle(gateway));
    HttpRequest create =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + "/api/v1/studies"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(SmokeStory.startStudy("asked")))
            .build();
    assertThat(client.send(create, HttpResponse.BodyHandlers.ofString()).statusCode())
        .isEqualTo(202);
    var records = ReadCommitted.all(broker.bootstrapServers(), topics.commands());
    assertThat(records).hasSize(1);
    assertThat(codec.read(MessageType.START_STUDY, records.get(0).value()))
        .hasFieldOrPropertyWithValue("study", "asked");
    assertThat(
            new String(
                records.get(0).headers().lastHeader("ce_type").value(), StandardCharsets.UTF_8))
        .isEqualTo("io.chiral.start-study.v1");
  }
}

package io.chiral.load.crash;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.chiral.messages.Codec;
import io.chiral.messages.MessageType;
import io.chiral.messages.Topics;
import io.chiral.messages.command.Cancel;
import io.chiral.messages.command.Command;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * How long a cancel takes: until the run's state says so (acknowledged), and until its slice has
 * ended on the worker (stopped). Broker, workers, command role, reporter and gateway are JVMs of
 * their own; the command is sent and the answers are read by plain Kafka clients of committed
 * records. Arguments: repetitions of each kind (default 20).
 *
 * <p>A run is cancelled when its worker has told two steps, after a part of a second that is drawn.
 * The slice is far from its time's end, so it is the cancel that ends it. To stop is to finish the
 * step in progress, to write a checkpoint and to commit.
 */
public final class CancelLatency {
  private static final Duration PATIENCE = Duration.ofMinutes(6);
  private static final Duration BUDGET = Duration.ofMinutes(10);
  private static final Topics TOPICS = Topics.standard();

  /** A training step of a small network; it is {@code %d} that makes runs differ. */
  private static final String OPTIMISE =
      """
      {"study": "%s", "run": {"kind": "optimise", "generator": {"config": "small", "scale": 2},
       "trainSet": "cc0-photographs/train", "patch": 16, "batch": 8,
       "fidelity": {"id": "l1", "kind": "l1"}, "fidelityWeight": 1.0,
       "optimiser": {"learningRate": 0.0001}, "steps": 100000, "seed": %d}}
      """;

  /** A photograph by two judges is a step. */
  private static final String EVALUATE =
      """
      {"study": "%s", "run": {"kind": "evaluate", "scale": 2, "testSet": "cc0-photographs/train",
       "images": 8, "judges": ["gmsd", "fsim", "vif"], "judgeTrainSet": "dead-leaves"}}
      """;

  private final Codec codec = new Codec();
  private final Random random = new Random(1);
  private final HttpClient http = HttpClient.newHttpClient();
  private final Installation installation;
  private final Witness witness;
  private final KafkaProducer<String, byte[]> producer;
  private int commands;

  private CancelLatency(
      Installation installation, Witness witness, KafkaProducer<String, byte[]> producer) {
    this.installation = installation;
    this.witness = witness;
    this.producer = producer;
  }

  /**
   * One cancel, in milliseconds.
   *
   * @param step mean time of the run's steps
   * @param acknowledged from sending the command until the run's state was read
   * @param stopped from sending the command until its slice's end was read
   */
  private record Measured(double step, double acknowledged, double stopped) {}

  public static void main(String[] arguments) throws Exception {
    int repetitions = arguments.length == 0 ? 20 : Integer.parseInt(arguments[0]);
    Path folder = Files.createTempDirectory("cancel-latency");
    try (Installation installation =
        new Installation(
            folder, List.of("worker-1", "command-1", "reporting-1", "gateway-1"), BUDGET)) {
      installation.start();
      String servers = installation.bootstrapServers();
      awaitReady(installation);
      try (Witness witness = new Witness(servers).start();
          KafkaProducer<String, byte[]> producer =
              new KafkaProducer<>(
                  Map.of("bootstrap.servers", servers, "linger.ms", "0"),
                  new StringSerializer(),
                  new ByteArraySerializer())) {
        CancelLatency latency = new CancelLatency(installation, witness, producer);
        System.out.printf(
            "%-10s %4s %22s %30s %30s%n",
            "kind",
            "n",
            "step, ms: median",
            "acknowledged, ms: median (max)",
            "stopped, ms: median (max)");
        latency.row("optimise", OPTIMISE, repetitions);
        latency.row("evaluate", EVALUATE, repetitions);
      }
    } finally {
      delete(folder);
    }
  }

  private static void awaitReady(Installation installation) throws TimeoutException {
    HttpClient http = HttpClient.newHttpClient();
    for (Member member : installation.members()) {
      URI ready = URI.create("http://127.0.0.1:%d/health/ready".formatted(member.managementPort()));
      Pause.until(PATIENCE, () -> status(http, ready) == 200);
      URI said = ready;
      Pause.until(PATIENCE, () -> body(http, said).contains("\"joined\""));
    }
  }

  private void row(String kind, String run, int repetitions) throws Exception {
    cancel(kind + "-warm-up", run);
    List<Measured> all = new ArrayList<>();
    for (int i = 0; i < repetitions; i++) {
      all.add(cancel(kind + "-" + i, run));
    }
    System.out.printf(
        "%-10s %4d %22.0f %21.0f (%6.0f) %21.0f (%6.0f)%n",
        kind,
        repetitions,
        median(all.stream().mapToDouble(Measured::step).toArray()),
        median(all.stream().mapToDouble(Measured::acknowledged).toArray()),
        all.stream().mapToDouble(Measured::acknowledged).max().orElseThrow(),
        median(all.stream().mapToDouble(Measured::stopped).toArray()),
        all.stream().mapToDouble(Measured::stopped).max().orElseThrow());
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }

  private Measured cancel(String study, String run) throws Exception {
    send(
        study,
        MessageType.START_RUN,
        run.formatted(study, ++commands).getBytes(StandardCharsets.UTF_8));
    URI rows =
        URI.create(
            "http://127.0.0.1:%d/api/v1/studies/%s/runs"
                .formatted(installation.members("gateway").get(0).httpPort(), study));
    Pause.until(PATIENCE, () -> step(rows) >= 2 || !witness.seen(TOPICS.rejections()).isEmpty());
    witness.seen(TOPICS.rejections()).stream()
        .findFirst()
        .ifPresent(
            refused -> {
              throw new IllegalStateException(refused.body().toPrettyString());
            });
    Pause.of(Duration.ofMillis(random.nextInt(500)));
    long sent = System.nanoTime();
    Command cancel = new Cancel(study, null, null);
    send(study, MessageType.CANCEL, codec.write(cancel));
    Seen state = first(TOPICS.runs(), study, "status", "cancelled");
    Seen end = first(TOPICS.outcomes(), study, "reason", "stopped");
    JsonNode steps = end.body().path("stepReached");
    double step = end.body().path("computeMillis").asDouble() / Math.max(1, steps.asInt());
    return new Measured(step, millis(sent, state), millis(sent, end));
  }

  private static double millis(long fromNanos, Seen until) {
    return (until.arrivedNanos() - fromNanos) / 1e6;
  }

  private Seen first(String topic, String study, String field, String value)
      throws TimeoutException {
    Pause.until(PATIENCE, () -> matching(topic, study, field, value).findAny().isPresent());
    return matching(topic, study, field, value).findFirst().orElseThrow();
  }

  private Stream<Seen> matching(String topic, String study, String field, String value) {
    return witness.seen(topic).stream()
        .filter(seen -> seen.text("study").equals(study) && seen.text(field).equals(value));
  }

  private void send(String study, MessageType type, byte[] body)
      throws ExecutionException, InterruptedException {
    ProducerRecord<String, byte[]> record = new ProducerRecord<>(TOPICS.commands(), study, body);
    Map.of(
            "ce_specversion", "1.0",
            "ce_id", type.name() + "-" + study,
            "ce_source", "/load/cancel",
            "ce_type", type.typeName(),
            "content-type", "application/json")
        .forEach(
            (name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
    producer.send(record).get();
  }

  /** How far the run is, as its worker tells; −1: not seen. */
  private int step(URI rows) {
    try {
      return new ObjectMapper().readTree(body(http, rows)).at("/items/0/step").asInt(-1);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(rows.toString(), e);
    }
  }

  private static int status(HttpClient http, URI uri) {
    try {
      return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding())
          .statusCode();
    } catch (IOException notYet) {
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  private static String body(HttpClient http, URI uri) {
    try {
      return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
          .body();
    } catch (IOException notYet) {
      return "{}";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "{}";
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}

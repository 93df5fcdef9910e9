package io.chiral.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.chiral.messages.Codec;
import io.chiral.messages.MessageType;
import io.chiral.messages.Topics;
import io.chiral.messages.command.Cancel;
import io.chiral.messages.command.RecordOpinion;
import io.chiral.messages.event.ImagesScored;
import io.chiral.messages.event.ImagesScored.Score;
import io.chiral.messages.event.MetricEvent;
import io.chiral.messages.event.OpinionRecorded;
import io.chiral.messages.event.StudyExpanded;
import io.chiral.messages.event.StudyExpanded.RunCell;
import io.chiral.messages.event.TrainingScalars;
import io.chiral.messages.work.Cell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * What an installation has after a long time: studies of 24 trained runs and their evaluations, and
 * a list of runs. Of 25 events 24 are training curves of ten steps with ten names, one is a part of
 * an evaluation with 150 scores.
 */
final class RestoreLoad implements AutoCloseable {

  private static final Path EXAMPLES = Path.of("schemas", "examples");
  private static final int RUNS = 24;
  private static final int STEPS = 10;
  private static final int IMAGES = 25;
  private static final int PARTS = 4;
  private static final List<String> NAMES =
      List.of(
          "l_g_pix",
          "l_g_fid",
          "l_g_gan",
          "l_g_total",
          "l_d_real",
          "l_d_fake",
          "out_d_real",
          "out_d_fake",
          "learning_rate",
          "step_seconds");
  private static final List<String> JUDGES =
      List.of("psnr-y", "psnr-rgb", "ssim-y", "ssim-rgb", "niqe", "gmsd");

  private final ObjectMapper json = new ObjectMapper();
  private final Codec codec = new Codec();
  private final Topics topics = Topics.standard();
  private final SplittableRandom random = new SplittableRandom(1);
  private final KafkaProducer<String, byte[]> producer;
  private final StudyExpanded example;
  private long bytes;

  RestoreLoad(String bootstrapServers) throws IOException {
    producer =
        new KafkaProducer<>(
            Map.<String, Object>of(
                "bootstrap.servers", bootstrapServers, "linger.ms", "20", "batch.size", "262144"),
            new StringSerializer(),
            new ByteArraySerializer());
    example =
        codec.read(
            StudyExpanded.class,
            Files.readAllBytes(EXAMPLES.resolve("study-expanded/one-part.json")));
  }

  static String study(int number) {
    return "study-" + number;
  }

  /** Bytes of all bodies so far. */
  long bytes() {
    return bytes;
  }

  /** So many events of each study, in turn. */
  void events(int studies, int each) {
    for (int at = 0; at < each; at++) {
      for (int study = 0; study < studies; study++) {
        event(event(study(study), at, each));
      }
    }
    producer.flush();
  }

  /** Somebody's opinion of each study. */
  void opinions(int studies) {
    for (int i = 0; i < studies; i++) {
      String study = study(i);
      String id = UUID.randomUUID().toString();
      RecordOpinion opinion =
          new RecordOpinion(study, id, "photograph-000.png", run(0), 100, run(2), 100, 1);
      event(new OpinionRecorded(study, id, opinion));
    }
    producer.flush();
  }

  private void event(MetricEvent event) {
    Record message = (Record) event;
    send(MessageType.of(message), event.study(), codec.write(message));
  }

  private MetricEvent event(String study, int at, int each) {
    if (at == 0) {
      return expansion(study, each);
    }
    return at % 25 == 0 ? scores(study, at / 25) : scalars(study, at);
  }

  private static String run(int number) {
    return "r-" + number;
  }

  private static Cell objective(int run) {
    String setting = run % 2 == 0 ? "none" : "patch-vgg16";
    String metric = List.of("l1", "ssim", "vgg16-random-3").get(run / 2 % 3);
    return new Cell(Cell.Role.OBJECTIVE, metric, setting, 1L + run / 6, null, null);
  }

  private static Cell evaluation(int number) {
    Cell of = objective(number % RUNS);
    int step = 100 * (1 + number / RUNS);
    return new Cell(Cell.Role.EVALUATION, of.metric(), of.setting(), of.seed(), step, null);
  }

  private StudyExpanded expansion(String study, int each) {
    List<RunCell> cells = new ArrayList<>();
    for (int run = 0; run < RUNS; run++) {
      cells.add(new RunCell(run(run), objective(run)));
    }
    for (int number = 0; number <= each / 25 / PARTS; number++) {
      cells.add(new RunCell("e-" + number, evaluation(number)));
    }
    return new StudyExpanded(
        study, 0, 1, example.spec(), example.specDigest(), cells, null, example.version());
  }

  private TrainingScalars scalars(String study, int at) {
    int first = at / RUNS * STEPS;
    List<Integer> steps = new ArrayList<>();
    for (int step = 1; step <= STEPS; step++) {
      steps.add(first + step);
    }
    List<List<Double>> columns = new ArrayList<>();
    for (int column = 0; column < NAMES.size(); column++) {
      columns.add(random.doubles(STEPS).boxed().toList());
    }
    return new TrainingScalars(study, run(at % RUNS), steps, NAMES, List.copyOf(columns));
  }

  private ImagesScored scores(String study, int at) {
    int number = at / PARTS;
    int part = at % PARTS;
    List<Score> scores = new ArrayList<>();
    for (int image = 0; image < IMAGES; image++) {
      for (String judge : JUDGES) {
        String name = "photograph-%03d.png".formatted(part * IMAGES + image);
        scores.add(new Score(name, judge, random.nextDouble()));
      }
    }
    return new ImagesScored(
        study, "e-" + number, evaluation(number), part, PARTS, scores, Map.of("psnr-y", "crop 4"));
  }

  /** A study's state and so many of its runs, all completed. */
  void runs(int count) throws IOException {
    byte[] study = Files.readAllBytes(EXAMPLES.resolve("study-state/active.json"));
    String id = json.readTree(study).get("study").asText();
    send(MessageType.STUDY_STATE, id, study);
    ObjectNode run =
        (ObjectNode) json.readTree(Files.readAllBytes(EXAMPLES.resolve("run-state/running.json")));
    run.put("status", "completed").remove("outstanding");
    for (int i = 0; i < count; i++) {
      run.put("run", "r-" + i).put("study", id);
      send(MessageType.RUN_STATE, "r-" + i, json.writeValueAsBytes(run));
    }
    producer.flush();
  }

  /** A command that is answered with a rejection. */
  void impossible() {
    send(
        MessageType.CANCEL,
        "unknown",
        codec.write(new Cancel("unknown-study", null, "for a test")));
    producer.flush();
  }

  private void send(MessageType type, String key, byte[] body) {
    ProducerRecord<String, byte[]> record = new ProducerRecord<>(type.topic(topics), key, body);
    Map.of(
            "ce_specversion", "1.0",
            "ce_id", UUID.randomUUID().toString(),
            "ce_source", "/load",
            "ce_type", type.typeName(),
            "content-type", "application/json")
        .forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
    bytes += body.length;
    var unused = producer.send(record);
  }

  @Override
  public void close() {
    producer.close();
  }
}

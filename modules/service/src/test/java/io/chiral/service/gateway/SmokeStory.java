package io.chiral.service.gateway;

import io.chiral.messages.Codec;
import io.chiral.messages.MessageType;
import io.chiral.messages.command.StartStudy;
import io.chiral.messages.event.ImagesScored;
import io.chiral.messages.event.TilesStored;
import io.chiral.messages.event.TrainingScalars;
import io.chiral.messages.spec.EvaluateSpec;
import io.chiral.messages.spec.GeneratorSpec;
import io.chiral.messages.spec.OptimiseSpec;
import io.chiral.messages.spec.OptimiserSpec;
import io.chiral.messages.spec.RunSpec;
import io.chiral.messages.spec.ScheduleSpec;
import io.chiral.messages.spec.StudySpec;
import io.chiral.messages.state.RunState;
import io.chiral.messages.state.RunStatus;
import io.chiral.messages.state.StudyState;
import io.chiral.messages.work.Cell;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the topics hold in the middle of a smoke study: 3 metrics, 2 settings, 2 seeds. */
public final class SmokeStory {

  public static final String STUDY = "smoke-1";
  public static final Instant NOW = Instant.parse("2026-11-22T10:16:00Z");
  public static final List<String> METRICS = List.of("l1", "ssim", "vgg16-random-3");
  public static final List<String> SETTINGS = List.of("none", "patch-vgg16");
  static final List<String> IMAGES = List.of("harbour", "meadow", "stairs");
  private static final OptimiserSpec ADAM = new OptimiserSpec(1e-3, 0.9, 0.99, 1e-8, 0);

  private final Codec codec;

  public SmokeStory(Codec codec) {
    this.codec = codec;
  }

  /** The smallest body of a StartStudy command. */
  public static String startStudy(String study) {
    return """
        {"study": "%s", "spec": {"title": "Smoke", "notice": "checks the machinery, no finding",
          "generator": {"config": "tiny", "scale": 4}, "trainSet": "photographs-train",
          "metrics": [{"id": "l1", "kind": "l1"}, {"id": "ssim", "kind": "ssim"},
            {"id": "vgg16-random-3", "kind": "dists", "backbone": "vgg16",
             "initialisation": "random", "stages": [1, 2, 3]}],
          "settings": [{"id": "none"}, {"id": "patch-vgg16", "discriminator": {"level": "patch",
            "backbone": "vgg16", "cut": "relu3_3", "initialisation": "random", "loss": "bce",
            "weight": 0.1, "optimiser": {"learningRate": 1e-4}}}],
          "seeds": [1, 2], "training": {"steps": 30, "patch": 16, "batch": 4},
          "evaluation": {"testSet": "photographs-test", "images": 3,
            "judges": ["psnr-y", "gmsd", "niqe"]}}}
        """
        .formatted(study);
  }

  public StudySpec spec() {
    byte[] body = startStudy(STUDY).getBytes(StandardCharsets.UTF_8);
    return ((StartStudy) codec.read(MessageType.START_STUDY, body)).spec();
  }

  public StudyState study(StudyState.StudyStatus status) {
    return new StudyState(
        STUDY,
        spec(),
        "0".repeat(64),
        "c-1",
        status,
        12,
        0,
        0,
        null,
        null,
        NOW.minusSeconds(60),
        NOW);
  }

  /** The same, of a study that does not declare psnr-y. */
  public StudyState withoutPsnr() {
    StudyState whole = study(StudyState.StudyStatus.ACTIVE);
    String body = startStudy(STUDY).replace("\"psnr-y\", ", "");
    StudySpec spec =
        ((StartStudy) codec.read(MessageType.START_STUDY, body.getBytes(StandardCharsets.UTF_8)))
            .spec();
    return new StudyState(
        STUDY,
        spec,
        whole.specDigest(),
        whole.commandId(),
        whole.status(),
        12,
        0,
        0,
        null,
        null,
        whole.createdAt(),
        whole.updatedAt());
  }

  public static RunState run(
      String id, Cell cell, RunSpec spec, RunStatus status, int step, @Nullable String worker) {
    return run(STUDY, id, cell, spec, status, step, worker);
  }

  static RunState run(
      String study,
      String id,
      Cell cell,
      RunSpec spec,
      RunStatus status,
      int step,
      @Nullable String worker) {
    RunState.Outstanding slice =
        worker == null ? null : new RunState.Outstanding(1, 1, 12, worker, NOW);
    return new RunState(
        study,
        id,
        cell,
        spec,
        status,
        step,
        1,
        slice,
        null,
        List.of(),
        0,
        null,
        null,
        0,
        step * 900L,
        List.of("amd64 2 threads"),
        NOW.minusSeconds(60),
        NOW);
  }

  public static Cell objective(String metric, String setting, long seed) {
    return new Cell(Cell.Role.OBJECTIVE, metric, setting, seed, null, null);
  }

  public static OptimiseSpec optimise(long seed) {
    return new OptimiseSpec(
        new GeneratorSpec("swinir", "tiny", 4, "interpolating"),
        "photographs-train",
        "bicubic",
        16,
        4,
        1,
        null,
        null,
        1,
        null,
        ADAM,
        new ScheduleSpec("constant", 0, List.of(), 0.5),
        0.999,
        null,
        "float32",
        30,
        List.of(),
        5,
        seed,
        null,
        null);
  }

  public static EvaluateSpec evaluate() {
    return new EvaluateSpec(
        null, 4, "photographs-test", 3, 128, List.of("psnr-y"), "photographs-train", 2, true);
  }

  public static TrainingScalars scalars(String run, int from, int to, double level) {
    List<Integer> steps = new ArrayList<>();
    List<@Nullable Double> total = new ArrayList<>();
    List<@Nullable Double> rate = new ArrayList<>();
    for (int step = from; step <= to; step++) {
      steps.add(step);
      total.add(level + 0.2 / step + 0.01 * Math.sin(step * level * 40));
      rate.add(1e-3);
    }
    return new TrainingScalars(
        STUDY, run, steps, List.of("l_g_total", "learning_rate"), List.of(total, rate));
  }

  public static ImagesScored scores(String run, Cell cell, double psnr) {
    List<ImagesScored.Score> scores = new ArrayList<>();
    for (int i = 0; i < IMAGES.size(); i++) {
      scores.add(new ImagesScored.Score(IMAGES.get(i), "psnr-y", psnr + i));
      scores.add(new ImagesScored.Score(IMAGES.get(i), "gmsd", 0.1 + 0.01 * i));
    }
    return new ImagesScored(STUDY, run, cell, 0, 1, scores, Map.of());
  }

  public static TilesStored tiles(String run, Cell cell, Map<String, String> digestByView) {
    List<TilesStored.Tile> tiles = new ArrayList<>();
    for (String image : IMAGES.subList(0, 2)) {
      digestByView.forEach(
          (view, digest) -> tiles.add(new TilesStored.Tile(image, view, digest, 64, 64)));
    }
    return new TilesStored(STUDY, run, cell, tiles);
  }

  /** A provisional report of this study. */
  public static String report() {
    try (InputStream in = SmokeStory.class.getResourceAsStream("/gateway/report.json")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new java.io.UncheckedIOException(unreadable);
    }
  }

  /** Every record, in an order in which they may come. */
  public List<Object> records(Map<String, String> baselineTiles, Map<String, String> outputTiles) {
    List<Object> records = new ArrayList<>();
    records.add(study(StudyState.StudyStatus.ACTIVE));
    Cell baseline = new Cell(Cell.Role.BASELINE, null, null, null, null, null);
    records.add(scores("r-baseline", baseline, 24));
    records.add(tiles("r-baseline", baseline, baselineTiles));
    double level = 0.02;
    for (String setting : SETTINGS) {
      for (String metric : METRICS) {
        for (long seed = 1; seed <= 2; seed++) {
          String run = "r-%s-%s-%d".formatted(metric, setting, seed);
          boolean last = setting.equals("patch-vgg16") && metric.equals("vgg16-random-3");
          RunStatus status = last ? RunStatus.RUNNING : RunStatus.COMPLETED;
          Cell cell = objective(metric, setting, seed);
          String worker = last ? "w" + seed : null;
          records.add(run(run, cell, optimise(seed), status, last ? 20 : 30, worker));
          records.add(scalars(run, 1, last ? 20 : 30, level += 0.01));
          if (!last) {
            Cell scored = new Cell(Cell.Role.EVALUATION, metric, setting, seed, 30, null);
            records.add(scores(run + "-e", scored, 24.3 + level));
            records.add(tiles(run + "-e", scored, outputTiles));
          }
        }
      }
    }
    return records;
  }
}

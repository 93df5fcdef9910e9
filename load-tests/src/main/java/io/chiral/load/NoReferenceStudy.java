package io.chiral.load;

import io.chiral.asymmetry.StudyFold;
import io.chiral.imagery.Image;
import io.chiral.imagery.Plane;
import io.chiral.imagery.dataset.BenchmarkItem;
import io.chiral.imagery.dataset.DataSets;
import io.chiral.imagery.file.ImageFiles;
import io.chiral.messages.event.ItemsScored;
import io.chiral.messages.event.MetricEvent;
import io.chiral.messages.event.StudyExpanded;
import io.chiral.messages.event.StudyExpanded.RunCell;
import io.chiral.messages.report.AsOf;
import io.chiral.messages.report.AssessorReport;
import io.chiral.messages.report.AsymmetryReport;
import io.chiral.messages.report.Figure;
import io.chiral.messages.report.Transfer;
import io.chiral.messages.spec.AssessSpec;
import io.chiral.messages.spec.CheckpointSource;
import io.chiral.messages.spec.DiscriminatorSpec;
import io.chiral.messages.spec.GeneratorSpec;
import io.chiral.messages.spec.LearningSpec;
import io.chiral.messages.spec.MetricSpec;
import io.chiral.messages.spec.OptimiseSpec;
import io.chiral.messages.spec.OptimiserSpec;
import io.chiral.messages.spec.RunSpec;
import io.chiral.messages.spec.ScheduleSpec;
import io.chiral.messages.spec.SettingSpec;
import io.chiral.messages.spec.StudySpec;
import io.chiral.messages.spec.TransferSpec;
import io.chiral.messages.work.Cell;
import io.chiral.messages.work.CheckpointRef;
import io.chiral.messages.work.Slice;
import io.chiral.networks.published.WeightsFolder;
import io.chiral.training.checkpoint.DirectoryStore;
import io.chiral.training.slice.SliceResult;
import io.chiral.training.slice.SliceRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What initialisations are worth to a no-reference assessor on people's opinions of 324 images of
 * 38 sources: AlexNet random, published, and as it comes out of a short adversarial training on
 * BSD100, with two seeds each; beside features that need no network. Splits are by source, weights
 * are chosen on a validation part. Arguments: the folder of data, one for what is made, and steps
 * of adversarial training.
 */
public final class NoReferenceStudy {

  private static final String TABLE = "avt";
  private static final List<Long> SEEDS = List.of(1L, 2L);
  private static final OptimiserSpec ADAM = new OptimiserSpec(1e-4, 0.9, 0.99, 1e-8, 0.01);
  private static final OptimiserSpec CRITIC = new OptimiserSpec(1e-4, 0.9, 0.99, 1e-8, 0);
  private static final ScheduleSpec CONSTANT = new ScheduleSpec("constant", 0, List.of(), 1);
  private static final LearningSpec LEARNING = new LearningSpec("mse", 0, 256, 1, false, 0.15, 25);
  private static final MetricSpec L1 = new MetricSpec("l1", "l1", null, null, List.of());
  private static final TransferSpec TRANSFER =
      new TransferSpec(
          "nr-alexnet",
          "nr",
          "alexnet",
          List.of(),
          List.of("random", "published", "discriminator"),
          "patch",
          L1.id(),
          List.of(TABLE),
          200,
          32,
          ADAM,
          true,
          LEARNING);

  private final SliceRunner runner;
  private final StudyFold lives = new StudyFold("nr");
  private final StudyFold transfers = new StudyFold("nr");
  private final List<RunCell> cells = new ArrayList<>();
  private final List<ItemsScored> scored = new ArrayList<>();

  private NoReferenceStudy(SliceRunner runner) {
    this.runner = runner;
  }

  public static void main(String[] arguments) throws IOException {
    Path data = Path.of(arguments[0]);
    Path made = Path.of(arguments[1]);
    int steps = Integer.parseInt(arguments[2]);
    Path weights = Files.createDirectories(made.resolve("weights"));
    Path alexNet = weights.resolve("alexnet.safetensors");
    if (!Files.exists(alexNet)) {
      Files.copy(data.resolve("weights/imagenet/alexnet_features.safetensors"), alexNet);
    }
    DataSets sets =
        DataSets.builtIn()
            .with("bsd100", data.resolve("photos/BSD100/HR"))
            .with(TABLE, data.resolve("opinions/avt-image-quality"));
    DirectoryStore store = new DirectoryStore(made);
    try (SliceRunner runner = new SliceRunner(sets, store, new WeightsFolder(weights), 1, "nr")) {
      NoReferenceStudy study = new NoReferenceStudy(runner);
      study.assessors(steps);
      study.baselines(Objects.requireNonNull(sets.tables().get(TABLE)).items());
      study.print();
    }
  }

  private void assessors(int steps) {
    for (long seed : SEEDS) {
      CheckpointRef critic = run("gan-" + seed, adversarial(steps, seed), null);
      assess("random", seed, null);
      assess("discriminator", seed, critic);
    }
    assess("published", SEEDS.get(0), null);
  }

  private static OptimiseSpec adversarial(int steps, long seed) {
    return new OptimiseSpec(
        new GeneratorSpec("swinir", "small", 4, "interpolating"),
        "bsd100",
        "bicubic",
        16,
        4,
        1,
        L1,
        0.0,
        1,
        new DiscriminatorSpec("patch", "alexnet", null, "random", "bce", 0.1, CRITIC),
        new OptimiserSpec(2e-4, 0.9, 0.99, 1e-8, 0),
        CONSTANT,
        0,
        null,
        "float32",
        steps,
        List.of(),
        50,
        seed,
        null,
        null);
  }

  private void assess(String initialisation, long seed, @Nullable CheckpointRef critic) {
    MetricSpec assessor = TRANSFER.assessor(initialisation);
    AssessSpec spec =
        new AssessSpec(
            assessor,
            TABLE,
            10,
            0.2,
            TRANSFER.stepsPerSplit(),
            TRANSFER.batch(),
            ADAM,
            true,
            LEARNING,
            seed,
            0,
            critic == null ? null : new CheckpointSource(null, null, critic.id()));
    String id = assessor.id() + "-" + seed;
    Long given = assessor.seeded() ? (Long) seed : null;
    cells.add(
        new RunCell(id, new Cell(Cell.Role.TRANSFER, assessor.id(), null, given, null, TABLE)));
    run(id, spec, critic);
  }

  private CheckpointRef run(String id, RunSpec spec, @Nullable CheckpointRef source) {
    long begin = System.nanoTime();
    Cell cell = new Cell(Cell.Role.EXPLORATORY, null, null, null, null, null);
    CheckpointRef last = null;
    for (int milestone : spec.milestones()) {
      int step = last == null ? 0 : last.step();
      Slice slice = new Slice("nr", id, 0, 1, cell, spec, step, milestone, 3_600_000, last, source);
      SliceResult result = runner.run(slice, () -> false, progress -> {});
      if (result.error() != null || result.checkpoint() == null) {
        throw new IllegalStateException(id + ": " + result.error());
      }
      last = result.checkpoint();
      result.events().forEach(this::take);
    }
    System.err.printf("%s: %.0f s%n", id, (System.nanoTime() - begin) / 1e9);
    return Objects.requireNonNull(last);
  }

  private void take(MetricEvent event) {
    if (event instanceof ItemsScored items) {
      scored.add(items);
      lives.apply(items);
      transfers.apply(items);
    }
  }

  /** Scores of what needs no network, on the test parts of the first assessor. */
  private void baselines(List<BenchmarkItem> items) {
    Map<String, Map<String, Double>> features = new HashMap<>();
    for (BenchmarkItem item : items) {
      Image image = item.distorted().load();
      feature(features, "png-bytes", item, ImageFiles.encodePng(image).length);
      feature(features, "sharpness", item, sharpness(image.plane(1, 255)));
      feature(features, "brightness", item, mean(image.plane(1, 255)));
    }
    String first = scored.get(0).run();
    List<ItemsScored> parts = scored.stream().filter(part -> part.run().equals(first)).toList();
    features.forEach((name, values) -> parts.forEach(part -> lives.apply(of(name, values, part))));
  }

  private static void feature(
      Map<String, Map<String, Double>> features, String name, BenchmarkItem item, double value) {
    features.computeIfAbsent(name, absent -> new HashMap<>()).put(item.id(), value);
  }

  private static ItemsScored of(String name, Map<String, Double> values, ItemsScored part) {
    return new ItemsScored(
        part.study(),
        name,
        name,
        null,
        part.benchmark(),
        part.proxy(),
        part.split(),
        part.part(),
        part.parts(),
        part.items().stream()
            .map(
                item ->
                    new ItemsScored.Item(
                        item.item(),
                        item.content(),
                        item.distortion(),
                        item.opinion(),
                        values.getOrDefault(item.item(), Double.NaN)))
            .toList(),
        Map.of());
  }

  /** Variance of the Laplacian. */
  private static double sharpness(Plane plane) {
    double sum = 0;
    double squares = 0;
    int n = 0;
    for (int y = 1; y < plane.height() - 1; y++) {
      for (int x = 1; x < plane.width() - 1; x++) {
        double value =
            plane.at(y, x - 1)
                + plane.at(y, x + 1)
                + plane.at(y - 1, x)
                + plane.at(y + 1, x)
                - 4 * plane.at(y, x);
        sum += value;
        squares += value * value;
        n++;
      }
    }
    return squares / n - sum / n * (sum / n);
  }

  private static double mean(Plane plane) {
    double sum = 0;
    for (int y = 0; y < plane.height(); y++) {
      for (int x = 0; x < plane.width(); x++) {
        sum += plane.at(y, x);
      }
    }
    return sum / plane.width() / plane.height();
  }

  private void print() {
    List<MetricSpec> metrics = new ArrayList<>();
    TRANSFER.initialisations().forEach(one -> metrics.add(TRANSFER.assessor(one)));
    for (String name : List.of("png-bytes", "sharpness", "brightness")) {
      metrics.add(new MetricSpec(name, "l1", null, null, List.of()));
      cells.add(new RunCell(name, new Cell(Cell.Role.ASSESSOR, name, null, null, null, TABLE)));
    }
    System.out.println("| assessor | SRCC | PLCC | seeds |\n|---|---|---|---|");
    for (AssessorReport line : report(lives, metrics).assessors()) {
      System.out.printf(
          "| %s | %s | %s | %d |%n",
          line.metric(), text(line.srcc()), text(line.plcc()), line.seeds());
    }
    System.out.println(
        "\n| initialisation | SRCC over random | over the discriminator's | share |");
    System.out.println("|---|---|---|---|");
    for (Transfer line : report(transfers, List.of(L1)).transfer()) {
      Figure over = line.overDiscriminator();
      System.out.printf(
          "| %s | %s | %s | %s |%n",
          line.initialisation(),
          text(line.transfer()),
          over == null ? "" : text(over),
          text(line.share()));
    }
  }

  private AsymmetryReport report(StudyFold fold, List<MetricSpec> metrics) {
    fold.apply(new StudyExpanded("nr", 0, 1, spec(metrics), "0".repeat(64), cells, null, "here"));
    return fold.report(new AsOf(0, 0), Instant.EPOCH, "here");
  }

  private static StudySpec spec(List<MetricSpec> metrics) {
    return new StudySpec(
        "initialisations",
        null,
        new GeneratorSpec("swinir", "small", 4, "interpolating"),
        "bsd100",
        metrics,
        List.of(new SettingSpec("none", null)),
        SEEDS,
        null,
        new StudySpec.Training(
            1,
            16,
            4,
            1,
            "absolute",
            0,
            ADAM,
            CONSTANT,
            0,
            null,
            "float32",
            List.of(),
            1,
            "bicubic",
            null),
        new StudySpec.Assessment(
            List.of(TABLE), 10, 0.2, 1, 32, ADAM, true, LEARNING, 0, List.of(TRANSFER)),
        new StudySpec.Evaluation("bsd100", 1, null, List.of("psnr-y"), 0),
        "distortion",
        0,
        null,
        List.of(),
        List.of());
  }

  private static String text(Figure figure) {
    if (figure.value() == null) {
      return String.valueOf(figure.reason());
    }
    return figure.low() == null
        ? String.format(Locale.ROOT, "%.3f (%s)", figure.value(), figure.reason())
        : String.format(
            Locale.ROOT, "%.3f [%.3f, %.3f]", figure.value(), figure.low(), figure.high());
  }
}

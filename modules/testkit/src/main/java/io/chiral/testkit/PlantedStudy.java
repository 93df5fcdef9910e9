package io.chiral.testkit;

import io.chiral.messages.event.FairWeightMeasured;
import io.chiral.messages.event.ImagesScored;
import io.chiral.messages.event.ItemsScored;
import io.chiral.messages.event.MetricEvent;
import io.chiral.messages.event.RunEnded;
import io.chiral.messages.event.StudyExpanded;
import io.chiral.messages.event.TrainingScalars;
import io.chiral.messages.spec.DiscriminatorSpec;
import io.chiral.messages.spec.GeneratorSpec;
import io.chiral.messages.spec.LearningSpec;
import io.chiral.messages.spec.MetricSpec;
import io.chiral.messages.spec.OptimiserSpec;
import io.chiral.messages.spec.ScheduleSpec;
import io.chiral.messages.spec.SettingSpec;
import io.chiral.messages.spec.StudySpec;
import io.chiral.messages.spec.SweepSpec;
import io.chiral.messages.state.RunStatus;
import io.chiral.messages.work.Cell;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A simulated study of the demo's size whose truth is planted: each metric's ability as assessor,
 * and as objective in each setting, in standard deviations. Its events are those that workers would
 * publish; equal calls give equal ones.
 */
public final class PlantedStudy {

  /** Of the study, unless it is named. */
  public static final String ID = "planted";

  public static final List<String> METRICS =
      List.of("l1", "ssim", "vgg16-random", "vgg16-random-3");
  private static final List<String> JUDGES =
      List.of("niqe", "psnr-y", "psnr-rgb", "ssim-y", "ssim-rgb", "gmsd");
  private static final String ARTEFACTS = "checkerboard";
  private static final OptimiserSpec ADAM = new OptimiserSpec(1e-3, 0.9, 0.99, 1e-8, 0);

  /** Of every declared discriminator. */
  public static final double WEIGHT = 0.1;

  private static final List<Integer> STEPS = List.of(200, 400);
  private static final List<String> TYPES =
      List.of("noise", "blur", "jpeg", "blocking", "contrast", "downscale");

  private static final String DIGEST = "0".repeat(64);

  private final long seed;
  private final double[] assessors;
  private final Map<String, double[]> objectives;
  private String id = ID;
  private int images = 8;
  private int contents = 24;
  private int splits = 10;
  private List<Long> seeds = List.of(1L, 2L);
  private double runNoise = 0.1;
  private List<String> declared = JUDGES;
  private List<Double> sensitivity = List.of();
  private final List<SettingSpec> settings = new ArrayList<>();
  private final List<SweepSpec> sweeps = new ArrayList<>();
  private final Map<String, Double> artefacts = new HashMap<>();
  private boolean assessed = true;

  /**
   * A planted truth.
   *
   * @param seed of all noise
   * @param assessors ability of each metric to tell levels apart
   * @param none advantage of each metric as objective without a discriminator
   * @param patch the same with a patch discriminator
   */
  public PlantedStudy(long seed, double[] assessors, double[] none, double[] patch) {
    this.seed = seed;
    this.assessors = assessors;
    objectives = new HashMap<>(Map.of("none", none, "patch-vgg16", patch));
    settings.add(new SettingSpec("none", null));
    settings.add(discriminator("patch-vgg16", "patch", "vgg16", "random"));
  }

  /** Another setting, alike the planted one but for what is named, where another truth holds. */
  public PlantedStudy setting(
      String level, String backbone, String initialisation, double... truth) {
    String name = "%s-%s-%s".formatted(level, backbone, initialisation);
    settings.add(discriminator(name, level, backbone, initialisation));
    objectives.put(name, truth);
    return this;
  }

  private static SettingSpec discriminator(
      String id, String level, String backbone, String initialisation) {
    return new SettingSpec(
        id, new DiscriminatorSpec(level, backbone, null, initialisation, "bce", WEIGHT, ADAM));
  }

  /**
   * Sweeps the weight of setting {@code patch-vgg16}.
   *
   * @param advantages at each weight, the same for all metrics; 0 and {@link #WEIGHT} are the
   *     settings planted already
   */
  public PlantedStudy sweep(Map<Double, Double> advantages) {
    sweeps.add(new SweepSpec("patch-vgg16", advantages.keySet().stream().sorted().toList()));
    advantages.forEach(
        (weight, advantage) ->
            objectives.putIfAbsent(settings.get(1).weighing(weight).id(), all(advantage)));
    return this;
  }

  /** Four metrics of one advantage. */
  public static double[] all(double advantage) {
    return new double[] {advantage, advantage, advantage, advantage};
  }

  /** An artefact measure is among the judges, and what it finds in each setting. */
  public PlantedStudy artefacts(Map<String, Double> found) {
    artefacts.putAll(found);
    return this;
  }

  /** The metrics are not assessed. */
  public PlantedStudy withoutAssessors() {
    assessed = false;
    return this;
  }

  private List<String> judges() {
    List<String> judges = new ArrayList<>(declared);
    if (!artefacts.isEmpty()) {
      judges.add(ARTEFACTS);
    }
    return judges;
  }

  /** The same settings at a factor of the fidelity weight, where another truth holds. */
  public PlantedStudy sensitivity(double factor, double[] none, double[] patch) {
    sensitivity = List.of(factor);
    objectives.put("none-f" + factor, none);
    objectives.put("patch-vgg16-f" + factor, patch);
    return this;
  }

  /** Another study id. */
  public PlantedStudy named(String other) {
    id = other;
    return this;
  }

  /** The study's id. */
  public String id() {
    return id;
  }

  /** Independent test photographs. */
  public PlantedStudy images(int count) {
    images = count;
    return this;
  }

  /** Reference contents of the benchmark. */
  public PlantedStudy contents(int count) {
    contents = count;
    return this;
  }

  /** Splits of the benchmark. */
  public PlantedStudy splits(int count) {
    splits = count;
    return this;
  }

  /** Run seeds. */
  public PlantedStudy seeds(Long... given) {
    seeds = List.of(given);
    return this;
  }

  /** The judges that the study names, whichever of them give scores. */
  public PlantedStudy judgedBy(String... judges) {
    declared = List.of(judges);
    return this;
  }

  /** Standard deviation of what a run's seed does to all its images. */
  public PlantedStudy runNoise(double deviation) {
    runNoise = deviation;
    return this;
  }

  /** All events of the finished study, the expansion last. */
  public List<MetricEvent> events() {
    Random random = new Random(seed);
    List<MetricEvent> events = new ArrayList<>();
    List<StudyExpanded.RunCell> cells = new ArrayList<>();
    baseline(random, cells, events);
    for (long k : seeds) {
      cells.add(run("pre-" + k, new Cell(Cell.Role.PRETRAINING, null, null, k, null, null)));
      for (int f = 0; f < METRICS.size(); f++) {
        for (SettingSpec setting : spec().allSettings()) {
          objective(random, f, setting.id(), k, cells, events);
        }
      }
    }
    for (int f = 0; assessed && f < METRICS.size(); f++) {
      boolean seeded = METRICS.get(f).startsWith("vgg");
      for (Long k : seeded ? seeds : List.of(0L)) {
        assessor(random, f, seeded ? k : null, cells, events);
      }
    }
    cells.forEach(cell -> events.add(new RunEnded(id, cell.run(), RunStatus.COMPLETED, null)));
    int half = cells.size() / 2;
    events.add(new StudyExpanded(id, 0, 2, spec(), DIGEST, cells.subList(0, half), null, "test"));
    events.add(
        new StudyExpanded(
            id, 1, 2, spec(), DIGEST, cells.subList(half, cells.size()), null, "test"));
    return events;
  }

  private void baseline(
      Random random, List<StudyExpanded.RunCell> cells, List<MetricEvent> events) {
    Cell cell = new Cell(Cell.Role.BASELINE, null, null, null, null, null);
    cells.add(run("baseline", cell));
    List<ImagesScored.Score> scores = new ArrayList<>();
    for (int t = 0; t < images; t++) {
      for (String judge : JUDGES) {
        scores.add(new ImagesScored.Score("photo" + t, judge, judged(judge, t, -5, random)));
      }
    }
    events.add(new ImagesScored(id, "baseline", cell, 0, 1, scores, protocol()));
  }

  private void objective(
      Random random,
      int f,
      String setting,
      long k,
      List<StudyExpanded.RunCell> cells,
      List<MetricEvent> events) {
    String metric = METRICS.get(f);
    String name = metric + "-" + setting + "-" + k;
    cells.add(run(name, new Cell(Cell.Role.OBJECTIVE, metric, setting, k, null, null)));
    events.add(new FairWeightMeasured(id, name, metric, k, 0.003, 0.003 * (f + 1), 1.0 / (f + 1)));
    List<Integer> steps = List.of(10, 20, 30, 40, 50, 60, 70, 80);
    List<Double> margins = List.of(0.1, 0.2, 0.2, 0.3, 0.3, 0.4, 0.5, 0.6);
    events.add(
        new TrainingScalars(
            id,
            name,
            steps,
            List.of("out_d_real", "out_d_fake"),
            List.of(margins, margins.stream().map(margin -> -margin).toList())));
    for (int step : STEPS) {
      String run = name + "@" + step;
      Cell cell = new Cell(Cell.Role.EVALUATION, metric, setting, k, step, null);
      cells.add(run(run, cell));
      double truth =
          objectives.getOrDefault(setting, new double[4])[f] * step / 400.0
              + runNoise * random.nextGaussian();
      List<ImagesScored.Score> scores = new ArrayList<>();
      for (int t = 0; t < images; t++) {
        double shared = 0.3 * random.nextGaussian();
        for (String judge : JUDGES) {
          scores.add(
              new ImagesScored.Score("photo" + t, judge, judged(judge, t, truth + shared, random)));
        }
        if (!artefacts.isEmpty()) {
          double found = artefacts.getOrDefault(setting, 0.0) + 0.1 * random.nextGaussian();
          scores.add(new ImagesScored.Score("photo" + t, ARTEFACTS, found));
        }
      }
      int half = scores.size() / 2;
      events.add(new ImagesScored(id, run, cell, 0, 2, scores.subList(0, half), protocol()));
      events.add(
          new ImagesScored(id, run, cell, 1, 2, scores.subList(half, scores.size()), protocol()));
    }
  }

  private static double judged(String judge, int image, double advantage, Random random) {
    boolean higher = judge.startsWith("psnr") || judge.startsWith("ssim");
    double y = advantage + 0.2 * random.nextGaussian();
    return 30 + image + (higher ? y : -y);
  }

  private void assessor(
      Random random,
      int f,
      @Nullable Long k,
      List<StudyExpanded.RunCell> cells,
      List<MetricEvent> events) {
    String metric = METRICS.get(f);
    String name = "assess-" + metric + "-" + k;
    cells.add(run(name, new Cell(Cell.Role.ASSESSOR, metric, null, k, null, "proxy-ladder")));
    double[] biases = random.doubles(contents * (long) TYPES.size()).toArray();
    for (int split = 0; split < splits; split++) {
      Random partition = new Random(split);
      List<Integer> held = new ArrayList<>();
      for (int c = 0; c < contents; c++) {
        held.add(c);
      }
      Collections.shuffle(held, partition);
      List<ItemsScored.Item> items = new ArrayList<>();
      for (int c : held.subList(0, Math.max(1, contents / 3))) {
        for (int type = 0; type < TYPES.size(); type++) {
          for (int level = 1; level <= 5; level++) {
            double noise = 4 * biases[c * TYPES.size() + type] / assessors[f];
            items.add(
                new ItemsScored.Item(
                    "c" + c + "-" + TYPES.get(type) + "-" + level,
                    "c" + c,
                    TYPES.get(type),
                    -level,
                    -level + noise + 0.1 * random.nextGaussian()));
          }
        }
      }
      Map<String, String> how = Map.of("training", "alpha and beta");
      int half = items.size() / 2;
      events.add(items(name, metric, k, split, 0, items.subList(0, half), how));
      events.add(items(name, metric, k, split, 1, items.subList(half, items.size()), how));
    }
  }

  private ItemsScored items(
      String run,
      String metric,
      @Nullable Long k,
      int split,
      int part,
      List<ItemsScored.Item> items,
      Map<String, String> how) {
    return new ItemsScored(id, run, metric, k, "proxy-ladder", true, split, part, 2, items, how);
  }

  private static StudyExpanded.RunCell run(String run, Cell cell) {
    return new StudyExpanded.RunCell(run, cell);
  }

  private static Map<String, String> protocol() {
    return Map.of("niqe", "Y, fitted on training photographs", "psnr-y", "Y, crop 4");
  }

  /** The declared grid. */
  public StudySpec spec() {
    ScheduleSpec schedule = new ScheduleSpec("constant", 0, List.of(), 1);
    return new StudySpec(
        "planted",
        "simulated",
        new GeneratorSpec("swinir", "small", 4, "published"),
        "train",
        List.of(
            new MetricSpec("l1", "l1", null, null, List.of()),
            new MetricSpec("ssim", "ssim", null, null, List.of()),
            new MetricSpec("vgg16-random", "dists", "vgg16", "random", List.of()),
            new MetricSpec("vgg16-random-3", "dists", "vgg16", "random", List.of(1, 2, 3))),
        settings,
        seeds,
        new StudySpec.Pretraining(100, ADAM, schedule),
        new StudySpec.Training(
            400,
            16,
            8,
            1,
            "fair",
            1,
            ADAM,
            schedule,
            0.999,
            null,
            "float32",
            List.of(200),
            10,
            "bicubic",
            null),
        assessed ? assessment() : null,
        new StudySpec.Evaluation("test", images, 128, judges(), 2),
        "perceptual",
        0,
        null,
        sweeps,
        sensitivity);
  }

  private StudySpec.Assessment assessment() {
    return new StudySpec.Assessment(
        List.of("proxy-ladder"),
        splits,
        0.33,
        20,
        8,
        ADAM,
        true,
        LearningSpec.STANDARD,
        7,
        List.of());
  }
}

package io.chiral.messages.spec;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A study: a declared grid of runs, fixed and hashed before its first run.
 *
 * @param title for people
 * @param notice what every page says beside the figures, such as "checks the machinery, no finding"
 * @param generator what all cells train
 * @param trainSet data set id
 * @param metrics the fidelity metrics F
 * @param settings adversarial settings
 * @param seeds run seeds
 * @param pretraining the shared start of a seed's cells; null: each cell starts by itself
 * @param training of each cell
 * @param assessment the metrics' other life; null: no assessors, hence no asymmetry
 * @param evaluation test photographs and judges
 * @param headline family of judges whose figures come first: {@code perceptual}, {@code distortion}
 *     or {@code reference-perceptual}
 * @param priority larger goes first
 * @param maxRuns how many of its runs may have a slice outstanding at once; null: no limit
 * @param sweeps of the adversarial weight
 * @param sensitivity factors of the fidelity weight, at which the declared settings are trained,
 *     too
 */
public record StudySpec(
    String title,
    @Nullable String notice,
    GeneratorSpec generator,
    String trainSet,
    List<MetricSpec> metrics,
    List<SettingSpec> settings,
    List<Long> seeds,
    @Nullable Pretraining pretraining,
    Training training,
    @Nullable Assessment assessment,
    Evaluation evaluation,
    String headline,
    int priority,
    @Nullable Integer maxRuns,
    List<SweepSpec> sweeps,
    List<Double> sensitivity) {

  @SuppressWarnings("NullAway") // Jackson gives null in what was stored before there were any
  public StudySpec {
    metrics = List.copyOf(metrics);
    settings = List.copyOf(settings);
    seeds = List.copyOf(seeds);
    sweeps = sweeps == null ? List.of() : List.copyOf(sweeps);
    sensitivity = sensitivity == null ? List.of() : List.copyOf(sensitivity);
  }

  /**
   * What the grid's cells are trained with: the declared settings, then those that the sweeps and
   * the sensitivity add, each once. Weight 0 is the setting {@code none}, a setting's own weight
   * and factor 1 are the setting itself.
   */
  public List<SettingSpec> allSettings() {
    Map<String, SettingSpec> all = new LinkedHashMap<>();
    settings.forEach(setting -> all.put(setting.id(), setting));
    for (SweepSpec sweep : sweeps) {
      settings.stream()
          .filter(setting -> setting.id().equals(sweep.setting()))
          .flatMap(setting -> sweep.weights().stream().map(setting::weighing))
          .forEach(setting -> all.putIfAbsent(setting.id(), setting));
    }
    for (SettingSpec setting : settings) {
      sensitivity.stream()
          .map(setting::scaled)
          .forEach(scaled -> all.putIfAbsent(scaled.id(), scaled));
    }
    return List.copyOf(all.values());
  }

  /**
   * What a setting's figures are compared with: the setting without a discriminator at the same
   * fidelity weight; null: there is none in the grid.
   */
  public @Nullable SettingSpec unopposed(SettingSpec setting) {
    return allSettings().stream()
        .filter(other -> other.discriminator() == null)
        .filter(other -> other.fidelityScale() == setting.fidelityScale())
        .findFirst()
        .orElse(null);
  }

  /**
   * L1 training that all cells of a seed start from.
   *
   * @param steps number of steps
   * @param optimiser of the generator
   * @param schedule of the learning rate
   */
  public record Pretraining(int steps, OptimiserSpec optimiser, ScheduleSpec schedule) {}

  /**
   * Training of one cell.
   *
   * @param steps number of steps
   * @param patch side of a patch in low-resolution pixels
   * @param batch patches a step
   * @param pixelWeight weight of the L1 term in every cell
   * @param weights {@code fair} (by gradient norm) or {@code absolute}
   * @param fidelityWeight w₀ of fair weights, or the absolute weight
   * @param optimiser of the generator
   * @param schedule of the learning rate
   * @param emaDecay decay of the weights' moving average; 0: none
   * @param clipNorm upper bound of the gradient's norm; null: none
   * @param precision {@code float32} or {@code bfloat16}
   * @param evaluateAt steps that are evaluated besides the last
   * @param logEvery training scalars are published every so many steps
   * @param degradation how low-resolution patches are made, in pretraining, too
   * @param diagnoseEvery every so many steps the run tells why it goes as it goes ({@link
   *     io.chiral.messages.event.TrainingDiagnosed}); null: never
   */
  public record Training(
      int steps,
      int patch,
      int batch,
      double pixelWeight,
      String weights,
      double fidelityWeight,
      OptimiserSpec optimiser,
      ScheduleSpec schedule,
      double emaDecay,
      @Nullable Double clipNorm,
      String precision,
      List<Integer> evaluateAt,
      int logEvery,
      String degradation,
      @Nullable Integer diagnoseEvery) {

    @SuppressWarnings("NullAway") // Jackson gives null for an absent list
    public Training {
      evaluateAt = evaluateAt == null ? List.of() : List.copyOf(evaluateAt);
    }
  }

  /**
   * Fine-tuning and scoring of the metrics as assessors.
   *
   * @param benchmarks label table ids
   * @param splits random splits by content, at least 10 for an interval
   * @param testShare share of contents held out
   * @param stepsPerSplit optimiser steps of a split
   * @param batch items a step
   * @param optimiser of the metric's own weights and, unless frozen, the backbone
   * @param backboneFrozen whether only the metric's own weights are trained
   * @param learning loss, crops and choice of weights
   * @param splitSeed of the splits, shared by all metrics and transfers
   * @param transfers assessors whose initialisations are compared; no metric of the study
   */
  public record Assessment(
      List<String> benchmarks,
      int splits,
      double testShare,
      int stepsPerSplit,
      int batch,
      OptimiserSpec optimiser,
      boolean backboneFrozen,
      LearningSpec learning,
      long splitSeed,
      List<TransferSpec> transfers) {

    @SuppressWarnings("NullAway") // Jackson gives null in what was stored before there was a choice
    public Assessment {
      benchmarks = List.copyOf(benchmarks);
      learning = learning == null ? LearningSpec.STANDARD : learning;
      transfers = transfers == null ? List.of() : List.copyOf(transfers);
    }
  }

  /**
   * Test photographs and judges.
   *
   * @param testSet data set id
   * @param images how many of its images
   * @param crop side of a centre crop in high-resolution pixels; null: whole images
   * @param judges judge ids
   * @param tiles for how many images tiles are stored
   */
  public record Evaluation(
      String testSet, int images, @Nullable Integer crop, List<String> judges, int tiles) {

    /** The judge that opinions make; no worker computes it. */
    public static final String PEOPLE = "people";

    public Evaluation {
      judges = List.copyOf(judges);
    }

    /** Judges that workers compute: all but {@link #PEOPLE}. */
    public List<String> computed() {
      return judges.stream().filter(judge -> !judge.equals(PEOPLE)).toList();
    }
  }
}

package io.chiral.service.command;

import io.chiral.messages.Codec;
import io.chiral.messages.Ids;
import io.chiral.messages.spec.AssessSpec;
import io.chiral.messages.spec.CheckpointSource;
import io.chiral.messages.spec.EvaluateSpec;
import io.chiral.messages.spec.MetricSpec;
import io.chiral.messages.spec.OptimiseSpec;
import io.chiral.messages.spec.RunSpec;
import io.chiral.messages.spec.SettingSpec;
import io.chiral.messages.spec.StudySpec;
import io.chiral.messages.spec.StudySpec.Assessment;
import io.chiral.messages.spec.StudySpec.Evaluation;
import io.chiral.messages.spec.StudySpec.Pretraining;
import io.chiral.messages.spec.StudySpec.Training;
import io.chiral.messages.spec.TransferSpec;
import io.chiral.messages.work.Cell;
import io.chiral.messages.work.Cell.Role;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A study's grid as runs, sources before those that start from them:
 *
 * <pre>
 *   PRETRAINING (seed) ──last──► OBJECTIVE (metric, setting, seed) ──each milestone──► EVALUATION
 *   BASELINE (one)               ASSESSOR (benchmark, metric, and seed if it matters)
 *   OBJECTIVE ──last──► TRANSFER (benchmark, architecture, initialisation, seed)
 * </pre>
 */
final class Expansion {
  private static final String FAIR = "fair";
  private static final String WITH_PARAMETERS = "dists";

  private final Codec codec;
  private final String study;
  private final StudySpec spec;
  private final List<Planned> planned = new ArrayList<>();
  private final Map<Cell, String> objectives = new HashMap<>();

  private Expansion(Codec codec, String study, StudySpec spec) {
    this.codec = codec;
    this.study = study;
    this.spec = spec;
  }

  /** One run of the grid. */
  record Planned(String run, Cell cell, RunSpec spec) {}

  /** All runs of a study that was admitted. */
  static List<Planned> of(Codec codec, String study, StudySpec spec) {
    return new Expansion(codec, study, spec).expand();
  }

  /** How many runs {@link #of} would give, however many. */
  static BigInteger count(StudySpec spec) {
    BigInteger seeds = BigInteger.valueOf(spec.seeds().size());
    BigInteger cells =
        seeds
            .multiply(BigInteger.valueOf(spec.metrics().size()))
            .multiply(BigInteger.valueOf(spec.allSettings().size()));
    BigInteger each = BigInteger.valueOf(1 + milestones(spec.training()).size());
    BigInteger pretraining = spec.pretraining() == null ? BigInteger.ZERO : seeds;
    return cells.multiply(each).add(pretraining).add(BigInteger.ONE).add(assessors(spec));
  }

  private static BigInteger assessors(StudySpec spec) {
    if (spec.assessment() == null) {
      return BigInteger.ZERO;
    }
    long ofOneTable =
        spec.metrics().stream().mapToLong(m -> m.seeded() ? spec.seeds().size() : 1).sum();
    long ofTransfers =
        spec.assessment().transfers().stream()
            .mapToLong(
                t ->
                    (long) t.benchmarks().size() * t.initialisations().size() * spec.seeds().size())
            .sum();
    return BigInteger.valueOf(ofOneTable)
        .multiply(BigInteger.valueOf(spec.assessment().benchmarks().size()))
        .add(BigInteger.valueOf(ofTransfers));
  }

  /** Steps of a cell that are evaluated, ascending. */
  static List<Integer> milestones(Training training) {
    return Stream.concat(training.evaluateAt().stream(), Stream.of(training.steps()))
        .sorted()
        .distinct()
        .toList();
  }

  private List<Planned> expand() {
    add(new Cell(Role.BASELINE, null, null, null, null, null), evaluation(null, false));
    for (long seed : spec.seeds()) {
      CheckpointSource start = pretraining(seed);
      for (SettingSpec setting : spec.allSettings()) {
        for (MetricSpec metric : spec.metrics()) {
          objective(metric, setting, seed, start);
        }
      }
    }
    if (spec.assessment() != null) {
      assessors(spec.assessment());
      spec.assessment().transfers().forEach(transfer -> transfer(spec.assessment(), transfer));
    }
    return planned;
  }

  private @Nullable CheckpointSource pretraining(long seed) {
    Pretraining pretraining = spec.pretraining();
    if (pretraining == null) {
      return null;
    }
    Training training = spec.training();
    OptimiseSpec run =
        new OptimiseSpec(
            spec.generator(),
            spec.trainSet(),
            training.degradation(),
            training.patch(),
            training.batch(),
            1.0,
            null,
            null,
            1.0,
            null,
            pretraining.optimiser(),
            pretraining.schedule(),
            training.emaDecay(),
            training.clipNorm(),
            training.precision(),
            pretraining.steps(),
            List.of(),
            training.logEvery(),
            seed,
            null,
            null);
    String id = add(new Cell(Role.PRETRAINING, null, null, seed, null, null), run);
    return CheckpointSource.milestone(id, pretraining.steps());
  }

  private void objective(
      MetricSpec metric, SettingSpec setting, long seed, @Nullable CheckpointSource start) {
    Training training = spec.training();
    boolean fair = training.weights().equals(FAIR);
    double scaled = training.fidelityWeight() * setting.fidelityScale();
    OptimiseSpec run =
        new OptimiseSpec(
            spec.generator(),
            spec.trainSet(),
            training.degradation(),
            training.patch(),
            training.batch(),
            training.pixelWeight(),
            metric,
            fair ? null : scaled,
            fair ? scaled : 1.0,
            setting.discriminator(),
            training.optimiser(),
            training.schedule(),
            training.emaDecay(),
            training.clipNorm(),
            training.precision(),
            training.steps(),
            milestones(training),
            training.logEvery(),
            seed,
            start,
            training.diagnoseEvery());
    Cell cell = new Cell(Role.OBJECTIVE, metric.id(), setting.id(), seed, null, null);
    String id = add(cell, run);
    objectives.put(cell, id);
    for (int step : run.milestones()) {
      add(
          new Cell(Role.EVALUATION, metric.id(), setting.id(), seed, step, null),
          evaluation(CheckpointSource.milestone(id, step), training.emaDecay() > 0));
    }
  }

  private EvaluateSpec evaluation(@Nullable CheckpointSource from, boolean ema) {
    Evaluation evaluation = spec.evaluation();
    return new EvaluateSpec(
        from,
        spec.generator().scale(),
        evaluation.testSet(),
        evaluation.images(),
        evaluation.crop(),
        evaluation.computed(),
        spec.trainSet(),
        evaluation.tiles(),
        ema);
  }

  private void assessors(Assessment assessment) {
    for (String benchmark : assessment.benchmarks()) {
      for (MetricSpec metric : spec.metrics()) {
        IntStream.range(0, metric.seeded() ? spec.seeds().size() : 1)
            .forEach(i -> assessor(assessment, benchmark, metric, spec.seeds().get(i)));
      }
    }
  }

  private void assessor(Assessment assessment, String benchmark, MetricSpec metric, long seed) {
    add(
        new Cell(Role.ASSESSOR, metric.id(), null, metric.seeded() ? seed : null, null, benchmark),
        new AssessSpec(
            metric,
            benchmark,
            assessment.splits(),
            assessment.testShare(),
            metric.kind().equals(WITH_PARAMETERS) ? assessment.stepsPerSplit() : 1,
            assessment.batch(),
            assessment.optimiser(),
            assessment.backboneFrozen(),
            assessment.learning(),
            seed,
            assessment.splitSeed(),
            null));
  }

  private void transfer(Assessment assessment, TransferSpec transfer) {
    for (String benchmark : transfer.benchmarks()) {
      for (String initialisation : transfer.initialisations()) {
        for (long seed : spec.seeds()) {
          transferred(assessment, transfer, benchmark, initialisation, seed);
        }
      }
    }
  }

  private void transferred(
      Assessment assessment,
      TransferSpec transfer,
      String benchmark,
      String initialisation,
      long seed) {
    MetricSpec assessor = transfer.assessor(initialisation);
    CheckpointSource from =
        initialisation.equals(TransferSpec.DISCRIMINATOR) ? discriminator(transfer, seed) : null;
    add(
        new Cell(
            Role.TRANSFER,
            assessor.id(),
            from == null ? null : transfer.setting(),
            seed,
            from == null ? null : from.step(),
            benchmark),
        new AssessSpec(
            assessor,
            benchmark,
            assessment.splits(),
            assessment.testShare(),
            transfer.stepsPerSplit(),
            transfer.batch(),
            transfer.optimiser(),
            transfer.backboneFrozen(),
            transfer.learning(),
            seed,
            assessment.splitSeed(),
            from));
  }

  /** What the discriminator of the named cell is at its run's end. */
  private CheckpointSource discriminator(TransferSpec transfer, long seed) {
    Cell cell =
        new Cell(Role.OBJECTIVE, transfer.objective(), transfer.setting(), seed, null, null);
    String run = objectives.get(cell);
    if (run == null) {
      throw new IllegalStateException(
          "transfer %s names the cell of metric %s in setting %s, which is not in the grid"
              .formatted(transfer.id(), transfer.objective(), transfer.setting()));
    }
    return CheckpointSource.milestone(run, spec.training().steps());
  }

  private String add(Cell cell, RunSpec run) {
    String id = Ids.run(codec, study, cell, run);
    planned.add(new Planned(id, cell, run));
    return id;
  }
}

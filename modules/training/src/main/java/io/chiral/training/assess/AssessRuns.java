package io.chiral.training.assess;

import io.chiral.imagery.dataset.Benchmark;
import io.chiral.messages.spec.AssessSpec;
import io.chiral.messages.spec.MetricSpec;
import io.chiral.messages.work.Slice;
import io.chiral.training.Desk;
import io.chiral.training.ImpossibleException;
import io.chiral.training.RunInMemory;
import io.chiral.training.Torch;
import io.chiral.training.checkpoint.StoredCheckpoint;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Takes up assessments. */
public final class AssessRuns {

  private static final String DISCRIMINATOR = "discriminator";

  private final Desk desk;
  private final Benchmarks benchmarks;
  private final ItemVectors vectors = new ItemVectors();

  public AssessRuns(Desk desk) {
    this.desk = desk;
    benchmarks = new Benchmarks(desk.dataSets());
  }

  /**
   * The run in memory at the checkpoint's step.
   *
   * @param own the run's checkpoint; null: it begins
   * @param source whose discriminator's backbone the assessor begins with; null: none
   * @throws ImpossibleException when specification, data and checkpoints don't go together
   */
  public RunInMemory take(
      Slice slice,
      AssessSpec spec,
      @Nullable StoredCheckpoint own,
      @Nullable StoredCheckpoint source) {
    require(spec, source);
    Torch torch = desk.torch().part();
    try {
      Benchmark benchmark = benchmarks.get(spec.benchmark());
      requireReferences(benchmark, spec);
      SortedMap<String, String> inputs = new TreeMap<>();
      inputs.put("benchmark", benchmark.digest());
      Assessor assessor =
          new Assessors(spec, source, desk.weights(), torch, vectors).of(benchmark, inputs);
      if (own != null) {
        assessor.restore(own);
      }
      return new AssessRun(slice, spec, torch, benchmark, assessor, inputs, own);
    } catch (RuntimeException | OutOfMemoryError e) {
      torch.close();
      throw e;
    }
  }

  private static void requireReferences(Benchmark benchmark, AssessSpec spec) {
    if (!benchmark.hasReferences() && !spec.metric().kind().equals(MetricSpec.NO_REFERENCE)) {
      throw new ImpossibleException(
          "benchmark %s has no references: metric %s compares with one"
              .formatted(benchmark.id(), spec.metric().id()));
    }
  }

  private static void require(AssessSpec spec, @Nullable StoredCheckpoint source) {
    boolean wanted = DISCRIMINATOR.equals(spec.metric().initialisation());
    if (wanted != (source != null)) {
      throw new ImpossibleException(
          wanted
              ? "assessor %s begins with a discriminator's backbone: from must name its run"
                  .formatted(spec.metric().id())
              : "assessor %s can't start from a checkpoint unless its initialisation is %s"
                  .formatted(spec.metric().id(), DISCRIMINATOR));
    }
    boolean positive = spec.splits() > 0 && spec.stepsPerSplit() > 0 && spec.batch() > 1;
    double validated = spec.learning().validationShare();
    double held = spec.testShare() + validated;
    if (!positive || !(spec.testShare() > 0 && validated >= 0 && held < 1)) {
      throw new ImpossibleException(
          "splits %d and stepsPerSplit %d must be positive, batch %d at least 2, testShare %s and"
                  .formatted(spec.splits(), spec.stepsPerSplit(), spec.batch(), spec.testShare())
              + " validationShare %s together below 1".formatted(validated));
    }
  }
}

package io.chiral.training.assess;

import io.chiral.imagery.dataset.Benchmark;
import io.chiral.messages.spec.AssessSpec;
import io.chiral.messages.spec.MetricSpec;
import io.chiral.messages.work.Slice;
import io.chiral.networks.fidelity.Dists;
import io.chiral.networks.torch.Precision;
import io.chiral.networks.weights.Weights;
import io.chiral.training.Desk;
import io.chiral.training.ImpossibleException;
import io.chiral.training.RunInMemory;
import io.chiral.training.Torch;
import io.chiral.training.checkpoint.StoredCheckpoint;
import io.chiral.training.model.FirstWeights;
import io.chiral.training.model.Models;
import io.chiral.training.model.Tensors;
import io.chiral.training.random.Seeds;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Takes up assessments. */
public final class AssessRuns {

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
   * @param source not supported yet: assessors begin with their metric's own initialisation
   * @throws ImpossibleException when specification, data and checkpoint don't go together
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
      requireReferences(spec, benchmark);
      SortedMap<String, String> inputs = new TreeMap<>();
      inputs.put("benchmark", benchmark.digest());
      Assessor assessor = assessor(spec, benchmark, torch, inputs);
      if (own != null) {
        assessor.restore(own);
      }
      int done = own == null ? 0 : own.manifest().step();
      return new AssessRun(slice, spec, torch, benchmark, assessor, inputs, done);
    } catch (RuntimeException | OutOfMemoryError e) {
      torch.close();
      throw e;
    }
  }

  private static void require(AssessSpec spec, @Nullable StoredCheckpoint source) {
    if (source != null) {
      throw new ImpossibleException(
          "an assessor can't start from checkpoint %s: only its metric's own initialisation is"
                  .formatted(source.manifest().id())
              + " available");
    }
    boolean positive = spec.splits() > 0 && spec.stepsPerSplit() > 0 && spec.batch() > 1;
    if (!positive || !(spec.testShare() > 0 && spec.testShare() < 1)) {
      throw new ImpossibleException(
          "splits %d and stepsPerSplit %d must be positive, batch %d at least 2, testShare %s"
                  .formatted(spec.splits(), spec.stepsPerSplit(), spec.batch(), spec.testShare())
              + " between 0 and 1");
    }
  }

  private static void requireReferences(AssessSpec spec, Benchmark benchmark) {
    if (!benchmark.hasReferences()) {
      throw new ImpossibleException(
          "benchmark %s has no references; %s compares with one"
              .formatted(benchmark.id(), spec.metric().id()));
    }
  }

  private Assessor assessor(
      AssessSpec spec, Benchmark benchmark, Torch torch, SortedMap<String, String> inputs) {
    MetricSpec metric = spec.metric();
    if (!metric.kind().equals("dists")) {
      VectorTable known = vectors.table(metric.kind() + "/" + benchmark.digest());
      return new FixedAssessor(
          Models.metric(metric, torch.kernels(), Precision.FLOAT32), torch, known);
    }
    Dists dists = Models.dists(metric, torch.kernels(), Precision.FLOAT32);
    Weights weights =
        new FirstWeights(desk.weights(), torch.manager())
            .of(dists, metric, new Seeds(spec.seed()).metric());
    String digest = Tensors.digest(weights);
    inputs.put("metric-weights", digest);
    return new DistsAssessor(
        torch,
        weights,
        spec.backboneFrozen(),
        distances(spec, benchmark, torch, dists, weights),
        spec.optimiser(),
        protocol(spec, digest));
  }

  private Distances distances(
      AssessSpec spec, Benchmark benchmark, Torch torch, Dists dists, Weights weights) {
    if (!spec.backboneFrozen()) {
      return new WholeMetric(dists, weights, torch);
    }
    String backbone = Tensors.digest(weights.view("backbone."));
    String table = String.join("/", dists.id(), backbone, benchmark.digest());
    return new StoredSimilarities(dists, weights, torch, vectors.table(table));
  }

  private static Map<String, String> protocol(AssessSpec spec, String digest) {
    Map<String, String> protocol = new HashMap<>();
    protocol.put(
        "training",
        "%d steps of Adam on %d items, rate %s, loss (1 - PLCC)/2, backbone %s"
            .formatted(
                spec.stepsPerSplit(),
                spec.batch(),
                spec.optimiser().learningRate(),
                spec.backboneFrozen() ? "frozen" : "trained"));
    protocol.put("resize", ImagePairs.POLICY);
    protocol.put("weights", "first values sha256 " + digest);
    return protocol;
  }
}

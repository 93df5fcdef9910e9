package io.chiral.training.assess;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.chiral.imagery.dataset.BenchmarkItem;
import io.chiral.networks.fidelity.FidelityMetric;
import io.chiral.networks.weights.Weights;
import io.chiral.training.RunState;
import io.chiral.training.Torch;
import io.chiral.training.checkpoint.StoredCheckpoint;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** A metric without anything to learn; its score is −distance. */
final class FixedAssessor implements Assessor {

  private final FidelityMetric metric;
  private final Weights weights;
  private final Torch torch;
  private final Sight sight;
  private final VectorTable distances;

  /**
   * @param weights fixed ones; none for a formula
   * @param distances computed so far, by item
   */
  FixedAssessor(
      FidelityMetric metric, Weights weights, Torch torch, Sight sight, VectorTable distances) {
    this.metric = metric;
    this.weights = weights;
    this.torch = torch;
    this.sight = sight;
    this.distances = distances;
  }

  @Override
  public boolean prepare(List<BenchmarkItem> items, BooleanSupplier stopRequested) {
    for (BenchmarkItem item : items) {
      if (stopRequested.getAsBoolean()) {
        return false;
      }
      if (!distances.has(item.id())) {
        distances.put(item.id(), distance(item));
      }
    }
    return true;
  }

  private float distance(BenchmarkItem item) {
    double sum = 0;
    List<View> views = new Views(sight.spec()).scored();
    for (View view : views) {
      try (NDManager scope = torch.manager().newSubManager()) {
        NDArray distorted = sight.see(item.distorted(), view, scope);
        NDArray reference = sight.see(item.requireReference(), view, scope);
        sum += metric.loss(weights, distorted, reference).getFloat();
      }
    }
    return (float) (sum / views.size());
  }

  @Override
  public void begin(List<BenchmarkItem> train) {}

  @Override
  public void learn(List<BenchmarkItem> items, float[] targets, int step) {}

  @Override
  public double[] scores(List<BenchmarkItem> items) {
    prepare(items, () -> false);
    return items.stream().mapToDouble(item -> -distances.get(item.id())[0]).toArray();
  }

  @Override
  public void select() {}

  @Override
  public double[] selectedScores(List<BenchmarkItem> items) {
    return scores(items);
  }

  @Override
  public Map<String, String> protocol() {
    return Map.of("training", "none", "resize", sight.policy());
  }

  @Override
  public void save(RunState state) {}

  @Override
  public void saveWhole(RunState state) {}

  @Override
  public void restore(StoredCheckpoint from) {}
}

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

/** A metric that is a formula on pixels: nothing to learn. */
final class FixedAssessor implements Assessor {

  private final FidelityMetric metric;
  private final Torch torch;
  private final VectorTable distances;
  private final Weights none;

  /**
   * @param distances computed so far, by item
   */
  FixedAssessor(FidelityMetric metric, Torch torch, VectorTable distances) {
    this.metric = metric;
    this.torch = torch;
    this.distances = distances;
    none = metric.parameters().initialise(torch.manager(), 0);
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
    try (NDManager scope = torch.manager().newSubManager()) {
      ImagePairs images = new ImagePairs(torch.kernels());
      NDArray distorted = images.load(item.distorted(), scope);
      NDArray reference = images.load(item.requireReference(), scope);
      return metric.loss(none, distorted, reference).getFloat();
    }
  }

  @Override
  public void begin() {}

  @Override
  public void learn(List<BenchmarkItem> items) {}

  @Override
  public double[] distances(List<BenchmarkItem> items) {
    prepare(items, () -> false);
    return items.stream().mapToDouble(item -> distances.get(item.id())[0]).toArray();
  }

  @Override
  public Map<String, String> protocol() {
    return Map.of("training", "none", "resize", ImagePairs.POLICY);
  }

  @Override
  public void save(RunState state) {}

  @Override
  public void restore(StoredCheckpoint from) {}
}

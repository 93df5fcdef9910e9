package io.chiral.training.assess;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.chiral.imagery.dataset.BenchmarkItem;
import io.chiral.messages.spec.OptimiserSpec;
import io.chiral.networks.torch.GradientScope;
import io.chiral.networks.weights.Weights;
import io.chiral.training.RunState;
import io.chiral.training.Torch;
import io.chiral.training.checkpoint.StoredCheckpoint;
import io.chiral.training.model.Tensors;
import io.chiral.training.optimiser.Adam;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * DISTS that learns α and β, and the backbone unless it is frozen, by Pearson's correlation: the
 * loss of a batch is (1 − r)/2 of distances and negated opinions. It needs no mapping between the
 * scales of the two, which on a proxy are only ordered within a distortion type. α and β are kept
 * from becoming negative, as weights of a mean.
 */
final class DistsAssessor implements Assessor {

  private static final String FILE = "metric.safetensors";
  private static final String OPTIMISER_FILE = "optimiser_m.safetensors";
  private static final String UPDATES = "optimiser_m_updates";
  private static final int SCORED_AT_ONCE = 32;

  private final Torch torch;
  private final Distances distances;
  private final OptimiserSpec optimiser;
  private final Map<String, NDArray> learnt;
  private final Map<String, String> protocol;
  private final Weights first;
  private final List<NDArray> mixing;
  private @Nullable Learning learning;

  /** The optimiser of one split and the owner of its moments. */
  private record Learning(NDManager manager, Adam adam) {}

  /**
   * @param weights of the metric at their first values
   * @param distances of the metric at these weights
   */
  DistsAssessor(
      Torch torch,
      Weights weights,
      boolean backboneFrozen,
      Distances distances,
      OptimiserSpec optimiser,
      Map<String, String> protocol) {
    this.torch = torch;
    this.distances = distances;
    this.optimiser = optimiser;
    this.protocol = Map.copyOf(protocol);
    learnt = new LinkedHashMap<>(weights.trainable());
    mixing = List.of(weights.get("alpha"), weights.get("beta"));
    if (backboneFrozen) {
      learnt.keySet().retainAll(List.of("alpha", "beta"));
    }
    first = Weights.of(torch.manager().newSubManager(), learnt).copy(torch.manager());
    learnt.values().forEach(array -> array.setRequiresGradient(true));
  }

  @Override
  public boolean prepare(List<BenchmarkItem> items, BooleanSupplier stopRequested) {
    return distances.prepare(items, stopRequested);
  }

  @Override
  public void begin() {
    learnt.forEach((name, array) -> overwrite(array, first.get(name)));
    fresh();
  }

  private Learning fresh() {
    if (learning != null) {
      learning.manager().close();
    }
    NDManager manager = torch.manager().newSubManager();
    learning = new Learning(manager, new Adam(torch.kernels(), optimiser, learnt, manager));
    return learning;
  }

  private void overwrite(NDArray array, NDArray value) {
    torch.kernels().call("overwrite").tensor(array).tensor(value).run(torch.manager());
  }

  @Override
  public void learn(List<BenchmarkItem> items) {
    Learning now = learning == null ? fresh() : learning;
    try (NDManager scope = torch.manager().newSubManager()) {
      NDList gradients;
      try (GradientScope gradientScope = GradientScope.open(torch.kernels())) {
        NDArray distance = distances.of(items, scope);
        NDArray loss =
            torch
                .kernels()
                .call("plcc_loss")
                .tensor(distance)
                .tensor(targets(items, scope))
                .one(scope);
        gradients = gradientScope.gradients(loss, List.copyOf(learnt.values()));
      }
      now.adam().update(gradients, 1, -1);
      torch.kernels().call("not_negative").list(mixing).run(scope);
    }
  }

  private static NDArray targets(List<BenchmarkItem> items, NDManager manager) {
    float[] targets = new float[items.size()];
    for (int i = 0; i < targets.length; i++) {
      targets[i] = (float) -items.get(i).opinion();
    }
    return manager.create(targets, new Shape(targets.length));
  }

  @Override
  public double[] distances(List<BenchmarkItem> items) {
    double[] all = new double[items.size()];
    for (int from = 0; from < all.length; from += SCORED_AT_ONCE) {
      int to = Math.min(from + SCORED_AT_ONCE, all.length);
      try (NDManager scope = torch.manager().newSubManager()) {
        float[] some = distances.of(items.subList(from, to), scope).toFloatArray();
        for (int i = from; i < to; i++) {
          all[i] = some[i - from];
        }
      }
    }
    return all;
  }

  @Override
  public Map<String, String> protocol() {
    return protocol;
  }

  @Override
  public void save(RunState state) {
    Learning now = learning == null ? fresh() : learning;
    state.parts().put(FILE, Tensors.part(learnt));
    state.parts().put(OPTIMISER_FILE, Tensors.part(now.adam().moments()));
    state.numbers().put(UPDATES, (double) now.adam().updates());
  }

  @Override
  public void restore(StoredCheckpoint from) {
    try (Weights values = Tensors.read(from, FILE, torch.manager());
        Weights moments = Tensors.read(from, OPTIMISER_FILE, torch.manager())) {
      learnt.forEach((name, array) -> overwrite(array, values.get(name)));
      Double updates = from.manifest().numbers().getOrDefault(UPDATES, 0.0);
      fresh().adam().restore(moments, updates.intValue());
    }
  }
}

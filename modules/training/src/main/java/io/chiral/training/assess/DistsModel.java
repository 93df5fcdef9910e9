package io.chiral.training.assess;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.chiral.imagery.dataset.BenchmarkItem;
import io.chiral.imagery.dataset.ImageEntry;
import io.chiral.networks.fidelity.Dists;
import io.chiral.networks.weights.Weights;
import io.chiral.training.Torch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * DISTS as an assessor: features are S₁ and S₂ of K channels, 2K numbers; the score is 1 −
 * distance, the weighted mean of the similarities. α and β are kept from becoming negative.
 */
record DistsModel(Dists metric, Weights weights, Torch torch, Sight sight) implements QualityModel {

  @Override
  public Features features() {
    return new Similarities(torch.manager().newSubManager());
  }

  @Override
  public NDArray packed(List<float[]> features, NDManager manager) {
    int channels = metric.channels();
    int n = features.size();
    float[] stacked = new float[2 * n * channels]; // (2, n, K)
    for (int i = 0; i < n; i++) {
      System.arraycopy(features.get(i), 0, stacked, i * channels, channels);
      System.arraycopy(features.get(i), channels, stacked, (n + i) * channels, channels);
    }
    return manager.create(stacked, new Shape(2, n, channels));
  }

  @Override
  public NDArray scores(NDArray packed) {
    return similarity(metric.distance(weights, packed));
  }

  @Override
  public NDArray scores(List<BenchmarkItem> items, List<View> views, NDManager manager) {
    List<NDArray> distorted = new ArrayList<>();
    List<NDArray> references = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      distorted.add(sight.see(items.get(i).distorted(), views.get(i), manager));
      references.add(sight.see(items.get(i).requireReference(), views.get(i), manager));
    }
    NDArray batch = sight.batch(distorted, manager);
    NDArray referenceBatch = sight.batch(references, manager);
    if (batch != null && referenceBatch != null) {
      return similarity(metric.perImage(weights, batch, referenceBatch));
    }
    List<NDArray> each = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      each.add(metric.perImage(weights, distorted.get(i), references.get(i)));
    }
    return similarity(torch.kernels().call("joined").list(each).one(manager));
  }

  private NDArray similarity(NDArray distances) {
    return torch.kernels().call("less_than_one").tensor(distances).one(distances.getManager());
  }

  @Override
  public Map<String, float[]> fitted(List<float[]> train) {
    return Map.of();
  }

  @Override
  public boolean fits() {
    return false;
  }

  @Override
  public void project(NDManager scope) {
    torch
        .kernels()
        .call("not_negative")
        .list(List.of(weights.get("alpha"), weights.get("beta")))
        .run(scope);
  }

  /** Keeps the taps of the reference that consecutive items share. */
  private final class Similarities implements Features {

    private final NDManager owner;
    private final Map<View, List<NDArray>> taps = new HashMap<>();
    private @Nullable NDManager ofReference;
    private String reference = "";

    Similarities(NDManager owner) {
      this.owner = owner;
    }

    @Override
    public float[] of(BenchmarkItem item, View view) {
      List<NDArray> expected = taps(item.requireReference(), view);
      try (NDManager scope = owner.newSubManager()) {
        List<NDArray> found = metric.taps(weights, sight.see(item.distorted(), view, scope), scope);
        return metric.similarities(found, expected, scope).toFloatArray();
      }
    }

    private List<NDArray> taps(ImageEntry entry, View view) {
      if (ofReference == null || !reference.equals(entry.sha256())) {
        if (ofReference != null) {
          ofReference.close();
        }
        taps.clear();
        ofReference = owner.newSubManager();
        reference = entry.sha256();
      }
      NDManager manager = ofReference;
      return taps.computeIfAbsent(
          view, absent -> metric.taps(weights, sight.see(entry, view, manager), manager));
    }

    @Override
    public void close() {
      owner.close();
    }
  }
}

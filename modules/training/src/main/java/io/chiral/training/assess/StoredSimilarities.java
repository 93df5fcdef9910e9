package io.chiral.training.assess;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.chiral.imagery.dataset.BenchmarkItem;
import io.chiral.networks.fidelity.Dists;
import io.chiral.networks.weights.Weights;
import io.chiral.training.Torch;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Distances through a frozen backbone: the similarities of an item are computed once, then α and β
 * are all that matters.
 *
 * @param similarities computed so far: item to S₁ and S₂ of K channels, 2K numbers
 */
record StoredSimilarities(Dists metric, Weights weights, Torch torch, VectorTable similarities)
    implements Distances {

  @Override
  public boolean prepare(List<BenchmarkItem> items, BooleanSupplier stopRequested) {
    try (NDManager referenceScope = torch.manager().newSubManager()) {
      Reference reference = null;
      for (BenchmarkItem item : items) {
        if (similarities.has(item.id())) {
          continue;
        }
        if (stopRequested.getAsBoolean()) {
          return false;
        }
        if (reference == null || !reference.image().equals(item.requireReference().sha256())) {
          reference = reference(item, reference, referenceScope);
        }
        similarities.put(item.id(), compute(item, reference));
      }
    }
    return true;
  }

  private Reference reference(BenchmarkItem item, @Nullable Reference last, NDManager parent) {
    if (last != null) {
      last.manager().close();
    }
    NDManager manager = parent.newSubManager();
    NDArray image = new ImagePairs(torch.kernels()).load(item.requireReference(), manager);
    List<NDArray> taps = metric.taps(weights, image, manager);
    return new Reference(item.requireReference().sha256(), manager, taps);
  }

  private float[] compute(BenchmarkItem item, Reference reference) {
    try (NDManager scope = torch.manager().newSubManager()) {
      NDArray image = new ImagePairs(torch.kernels()).load(item.distorted(), scope);
      List<NDArray> taps = metric.taps(weights, image, scope);
      return metric.similarities(taps, reference.taps(), scope).toFloatArray();
    }
  }

  /** What is compared of the reference that consecutive items share. */
  private record Reference(String image, NDManager manager, List<NDArray> taps) {}

  @Override
  public NDArray of(List<BenchmarkItem> items, NDManager manager) {
    prepare(items, () -> false);
    int channels = metric.channels();
    int n = items.size();
    float[] stacked = new float[2 * n * channels]; // (2, n, K)
    for (int i = 0; i < n; i++) {
      float[] both = similarities.get(items.get(i).id());
      System.arraycopy(both, 0, stacked, i * channels, channels);
      System.arraycopy(both, channels, stacked, (n + i) * channels, channels);
    }
    return metric.distance(weights, manager.create(stacked, new Shape(2, n, channels)));
  }
}

package io.chiral.training.assess;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.chiral.imagery.dataset.BenchmarkItem;
import io.chiral.networks.fidelity.Dists;
import io.chiral.networks.weights.Weights;
import io.chiral.training.Torch;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Distances through a backbone that learns: every image is seen anew. */
record WholeMetric(Dists metric, Weights weights, Torch torch) implements Distances {

  @Override
  public boolean prepare(List<BenchmarkItem> items, BooleanSupplier stopRequested) {
    return true;
  }

  @Override
  public NDArray of(List<BenchmarkItem> items, NDManager manager) {
    List<NDArray> each = items.stream().map(item -> one(item, manager)).toList();
    return torch.kernels().call("joined").list(each).one(manager);
  }

  private NDArray one(BenchmarkItem item, NDManager manager) {
    ImagePairs images = new ImagePairs(torch.kernels());
    NDArray distorted = images.load(item.distorted(), manager);
    return metric.perImage(weights, distorted, images.load(item.requireReference(), manager));
  }
}

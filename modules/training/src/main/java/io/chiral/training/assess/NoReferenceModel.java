package io.chiral.training.assess;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.chiral.imagery.dataset.BenchmarkItem;
import io.chiral.networks.quality.NoReference;
import io.chiral.networks.weights.Weights;
import io.chiral.training.Torch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A no-reference assessor: features are a backbone's K pooled statistics of the image alone. */
record NoReferenceModel(NoReference network, Weights weights, Torch torch, Sight sight)
    implements QualityModel {

  /** Statistics that vary less over the train part are told apart by rounding only. */
  private static final double LEAST_DEVIATION = 1e-6;

  @Override
  public Features features() {
    NDManager owner = torch.manager().newSubManager();
    return new Features() {
      @Override
      public float[] of(BenchmarkItem item, View view) {
        try (NDManager scope = owner.newSubManager()) {
          NDArray image = sight.see(item.distorted(), view, scope);
          return network.statistics(weights, image).toFloatArray();
        }
      }

      @Override
      public void close() {
        owner.close();
      }
    };
  }

  @Override
  public NDArray packed(List<float[]> features, NDManager manager) {
    int k = network.statistics();
    float[] stacked = new float[features.size() * k];
    for (int i = 0; i < features.size(); i++) {
      System.arraycopy(features.get(i), 0, stacked, i * k, k);
    }
    return manager.create(stacked, new Shape(features.size(), k));
  }

  @Override
  public NDArray scores(NDArray packed) {
    return network.score(weights, packed);
  }

  @Override
  public NDArray scores(List<BenchmarkItem> items, List<View> views, NDManager manager) {
    List<NDArray> images = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      images.add(sight.see(items.get(i).distorted(), views.get(i), manager));
    }
    NDArray batch = sight.batch(images, manager);
    if (batch != null) {
      return network.score(weights, network.statistics(weights, batch));
    }
    List<NDArray> each = images.stream().map(image -> network.statistics(weights, image)).toList();
    return network.score(weights, torch.kernels().call("joined").list(each).one(manager));
  }

  /** Mean and deviation of each statistic over the train part; 1 for one that does not vary. */
  @Override
  public Map<String, float[]> fitted(List<float[]> train) {
    int k = network.statistics();
    float[] means = new float[k];
    float[] deviations = new float[k];
    for (int i = 0; i < k; i++) {
      int at = i;
      double mean = train.stream().mapToDouble(row -> row[at]).average().orElse(0);
      double squares = train.stream().mapToDouble(row -> (row[at] - mean) * (row[at] - mean)).sum();
      double deviation = Math.sqrt(squares / train.size());
      means[i] = (float) mean;
      deviations[i] = deviation < LEAST_DEVIATION ? 1 : (float) deviation;
    }
    return Map.of("head.mean", means, "head.deviation", deviations);
  }

  @Override
  public boolean fits() {
    return true;
  }

  @Override
  public void project(NDManager scope) {}
}

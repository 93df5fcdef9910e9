package io.chiral.training.assess;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.chiral.imagery.dataset.BenchmarkItem;
import io.chiral.networks.weights.Weights;
import java.util.List;
import java.util.Map;

/**
 * A network that scores items, in two steps: features, which the backbone determines, and a score
 * of them by few weights of its own. More is better. Belongs to the thread that runs PyTorch.
 */
interface QualityModel {

  /** Its values, which learning changes in place; a backbone's under {@code backbone.}. */
  Weights weights();

  /** Opens a computation of features. */
  Features features();

  /** Features (n) in the layout that {@link #scores} takes. */
  NDArray packed(List<float[]> features, NDManager manager);

  /** Scores (n) of packed features, attached to their manager. */
  NDArray scores(NDArray packed);

  /** Scores (n) of looks at items, with the backbone in what gradients are recorded of. */
  NDArray scores(List<BenchmarkItem> items, List<View> views, NDManager manager);

  /**
   * First values of what depends on the train part; none where they are unchanged.
   *
   * @param train its features at the first values of the backbone
   */
  Map<String, float[]> fitted(List<float[]> train);

  /** Whether {@link #fitted} gives any. */
  boolean fits();

  /** Brings weights back to where they make sense, after an update. */
  void project(NDManager scope);

  /** What is computed of items without being recorded; keeps what consecutive items share. */
  interface Features extends AutoCloseable {

    float[] of(BenchmarkItem item, View view);

    @Override
    void close();
  }
}

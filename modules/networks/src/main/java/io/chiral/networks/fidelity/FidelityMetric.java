package io.chiral.networks.fidelity;

import ai.djl.ndarray.NDArray;
import io.chiral.networks.torch.GradientScope;
import io.chiral.networks.weights.ParameterTable;
import io.chiral.networks.weights.Weights;

/**
 * How far an output is from its reference; lower is better, 0 for equal images. Outputs and
 * references are (B, 3, H, W), RGB in [0, 1]; results are attached to the output's manager.
 */
public interface FidelityMetric {

  /** Identifies the metric and what sets it apart: {@code l1}, {@code dists-vgg16-s012}. */
  String id();

  /** Tensors the metric is made of, trained or frozen; empty for a classical one. */
  ParameterTable parameters();

  /** The distance of each image, (B). */
  NDArray perImage(Weights weights, NDArray output, NDArray reference);

  /** The mean distance, a scalar. */
  default NDArray loss(Weights weights, NDArray output, NDArray reference) {
    try (NDArray each = perImage(weights, output, reference)) {
      return each.mean();
    }
  }

  /**
   * ‖∂loss/∂output‖₂, by which weights of metrics are made comparable.
   *
   * @param scope open; the metric's weights should not require gradients
   */
  default double gradientNormAtOutput(
      GradientScope scope, Weights weights, NDArray output, NDArray reference) {
    return GradientNorm.of(scope, this, weights, output, reference);
  }
}

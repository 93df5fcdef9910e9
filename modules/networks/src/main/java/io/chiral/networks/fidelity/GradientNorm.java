package io.chiral.networks.fidelity;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.chiral.networks.torch.GradientScope;
import io.chiral.networks.weights.Weights;
import java.util.List;

/** The L2 norm of a metric's gradient at its first image. */
final class GradientNorm {

  private GradientNorm() {}

  static double of(
      GradientScope scope,
      FidelityMetric metric,
      Weights weights,
      NDArray output,
      NDArray reference) {
    try (NDManager manager = output.getManager().newSubManager();
        NDArray leaf = output.stopGradient()) {
      leaf.attach(manager);
      NDArray point = leaf.duplicate();
      point.setRequiresGradient(true);
      NDArray loss = metric.loss(weights, point, reference);
      return norm(scope.gradients(loss, List.of(point)).singletonOrThrow());
    }
  }

  private static double norm(NDArray gradient) {
    double squares = 0;
    for (float g : gradient.toFloatArray()) {
      squares += (double) g * g;
    }
    return Math.sqrt(squares);
  }
}

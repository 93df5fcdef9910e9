package io.chiral.training.optimise;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.chiral.messages.spec.OptimiseSpec;
import io.chiral.networks.fidelity.ClassicalMetric;
import io.chiral.networks.generator.Generator;
import io.chiral.networks.torch.GradientScope;
import io.chiral.networks.weights.ParameterTable;
import io.chiral.networks.weights.Weights;
import io.chiral.training.ImpossibleException;
import io.chiral.training.Torch;
import java.util.List;

/**
 * The weight with which a metric's gradient at the output is as large as L1's: {@code scale ·
 * pixelNorm / fidelityNorm}.
 *
 * @param pixelNorm ‖∂L1/∂ŷ‖ on the calibration batch
 * @param fidelityNorm ‖∂f/∂ŷ‖ on the same batch
 * @param weight w_fid
 */
record FairWeight(double pixelNorm, double fidelityNorm, double weight) {

  /**
   * Measures at the generator's present values, nothing dropped.
   *
   * @throws ImpossibleException when the metric gives no usable gradient
   */
  static FairWeight measure(
      OptimiseSpec spec,
      Torch torch,
      Generator generator,
      Weights weights,
      Fidelity fidelity,
      Patches patches) {
    try (NDManager scope = torch.manager().newSubManager();
        Weights none = ParameterTable.of(List.of()).initialise(scope, 0)) {
      Batch batch = patches.calibration(scope);
      NDArray output = generator.restore(weights, batch.lr());
      ClassicalMetric l1 = ClassicalMetric.l1(torch.kernels());
      try (GradientScope gradients = GradientScope.open(torch.kernels())) {
        double pixel = l1.gradientNormAtOutput(gradients, none, output, batch.hr());
        double metric =
            fidelity
                .metric()
                .gradientNormAtOutput(gradients, fidelity.weights(), output, batch.hr());
        double weight = spec.fairScale() * pixel / metric;
        if (!Double.isFinite(weight)) {
          throw new ImpossibleException(
              "no fair weight: the gradient's norm is %s of L1 and %s of the metric %s"
                  .formatted(pixel, metric, fidelity.metric().id()));
        }
        return new FairWeight(pixel, metric, weight);
      }
    }
  }
}

package io.chiral.networks.discriminator;

import ai.djl.ndarray.NDArray;
import io.chiral.networks.torch.GradientScope;
import io.chiral.networks.torch.TorchKernels;
import java.util.List;

/**
 * R1 (Mescheder et al. 2018, <a href="https://arxiv.org/abs/1801.04406">arXiv 1801.04406</a>):
 * {@code weight · E‖∇ₓD(x)‖²} over real images x. Where a discriminator has a map of logits, D(x)
 * is their mean, which is what the adversarial loss averages, too; so a weight means the same for a
 * map of any size. (BasicSR takes their sum.)
 */
public final class GradientPenalty {

  private GradientPenalty() {}

  /**
   * The penalty, a scalar of the logits' manager that can be derived by the discriminator's
   * weights.
   *
   * @param scope in which {@code logits} were computed
   * @param images (B, 3, H, W), which required gradients when they were
   * @param weight γ/2, times the interval in steps where it is not taken at each
   */
  public static NDArray of(
      GradientScope scope, TorchKernels kernels, NDArray logits, NDArray images, double weight) {
    NDArray sum = kernels.call("sum_of_mean_logits").tensor(logits).one(logits.getManager());
    NDArray gradient = scope.differentiableGradients(sum, List.of(images)).singletonOrThrow();
    try (NDArray factor = logits.getManager().create(new double[] {weight})) {
      return kernels
          .call("squared_gradient_norm")
          .tensor(gradient)
          .tensor(factor)
          .one(logits.getManager());
    }
  }
}

package io.chiral.training.optimiser;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.chiral.networks.torch.TorchKernels;
import io.chiral.networks.weights.Weights;

/**
 * Exponential moving average of a network's parameters, BasicSR's EMA: it begins as a copy, and
 * buffers keep their values. To be used with grad mode off.
 */
public final class MovingAverage {

  private final TorchKernels kernels;
  private final double decay;
  private final Weights average;

  /**
   * @param average its current value
   * @param decay 0 to 1
   */
  public MovingAverage(TorchKernels kernels, double decay, Weights average) {
    this.kernels = kernels;
    this.decay = decay;
    this.average = average;
  }

  /** Moves the average towards the weights. */
  public void follow(Weights weights) {
    try (NDManager scope = average.manager().newSubManager();
        NDArray how = scope.create(new double[] {decay})) {
      kernels
          .call("moving_average")
          .list(average.trainableList())
          .list(weights.trainableList())
          .tensor(how)
          .run(scope);
    }
  }

  /** The average now. */
  public Weights average() {
    return average;
  }
}

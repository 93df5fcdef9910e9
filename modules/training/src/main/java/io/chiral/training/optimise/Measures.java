package io.chiral.training.optimise;

import ai.djl.ndarray.NDArray;
import io.chiral.training.Torch;
import java.util.List;

/** Numbers of gradients and features, summed in double precision. */
record Measures(Torch torch) {

  /** The L2 norm of each gradient. */
  double[] norms(List<NDArray> gradients) {
    try (NDArray norms =
        torch.kernels().call("norms").list(gradients).one(gradients.get(0).getManager())) {
      return norms.toDoubleArray();
    }
  }

  /** Cosine of the angle between two gradients of one shape; NaN where one is 0. */
  double cosine(NDArray one, NDArray other) {
    return ofPair("cosine", one, other);
  }

  /** Share of places at which one of two feature maps is positive and the other is not. */
  double signFlips(NDArray one, NDArray other) {
    return ofPair("sign_flips", one, other);
  }

  private double ofPair(String kernel, NDArray one, NDArray other) {
    try (NDArray value =
        torch.kernels().call(kernel).tensor(one).tensor(other).one(one.getManager())) {
      return value.toDoubleArray()[0];
    }
  }
}

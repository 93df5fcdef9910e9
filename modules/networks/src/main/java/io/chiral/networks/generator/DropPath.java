package io.chiral.networks.generator;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.chiral.networks.weights.CounterRandom;

/**
 * Stochastic depth: each branch of a layer is left out for an image with the layer's rate, and
 * scaled by 1/(1 − rate) otherwise. The draw is a function of (seed, layer, branch, image).
 *
 * @param live false in evaluation
 */
record DropPath(boolean live, long seed, SwinIrConfig config) {

  /** Factors (2, B) of the layer's two branches, or an empty array for "keep all". */
  NDArray factors(NDManager manager, int layer, int batch) {
    double rate = live ? config.dropPathOf(layer) : 0;
    if (rate == 0) {
      return manager.create(new Shape(0));
    }
    CounterRandom random = CounterRandom.of(seed, "drop-path." + layer);
    float kept = (float) (1 / (1 - rate));
    float[] factors = new float[2 * batch];
    for (int i = 0; i < factors.length; i++) {
      factors[i] = random.uniform(i) < rate ? 0 : kept;
    }
    // What Java gives PyTorch stays in Java's memory and is gone with the array, while a recorded
    // graph reads the factors later: they need a copy of PyTorch's own.
    try (NDArray lent = manager.create(factors, new Shape(2, batch))) {
      return lent.duplicate();
    }
  }
}

package io.chiral.training.optimise;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.chiral.messages.spec.OptimiserSpec;
import io.chiral.networks.weights.Weights;
import io.chiral.training.RunState;
import io.chiral.training.Torch;
import io.chiral.training.checkpoint.StoredCheckpoint;
import io.chiral.training.model.Tensors;
import io.chiral.training.optimiser.Adam;

/**
 * A network's values and their optimiser, in checkpoints as {@code NAME.safetensors} and {@code
 * optimiser_X.safetensors}.
 */
final class Trained {

  private final String name;
  private final String optimiserName;
  private final Weights weights;
  private final Adam adam;

  /**
   * @param name {@code generator} or {@code discriminator}
   */
  Trained(String name, Weights weights, OptimiserSpec optimiser, Torch torch) {
    this.name = name;
    optimiserName = "optimiser_" + name.charAt(0);
    this.weights = weights.requiresGradient(true);
    adam = new Adam(torch.kernels(), optimiser, weights.trainable(), torch.manager());
  }

  Weights weights() {
    return weights;
  }

  double update(NDList gradients, double rateFactor, double clipNorm) {
    return adam.update(gradients, rateFactor, clipNorm);
  }

  void restoreOptimiser(StoredCheckpoint from, NDManager parent) {
    Double updates = from.manifest().numbers().getOrDefault(updatesName(), 0.0);
    try (Weights moments = Tensors.read(from, file(optimiserName), parent)) {
      adam.restore(moments, updates.intValue());
    }
  }

  void save(RunState state) {
    state.parts().put(file(name), Tensors.part(weights.asMap()));
    state.parts().put(file(optimiserName), Tensors.part(adam.moments()));
    state.numbers().put(updatesName(), (double) adam.updates());
  }

  private String updatesName() {
    return optimiserName + "_updates";
  }

  static String file(String name) {
    return name + ".safetensors";
  }
}

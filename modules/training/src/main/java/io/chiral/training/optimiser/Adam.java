package io.chiral.training.optimiser;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.chiral.messages.spec.OptimiserSpec;
import io.chiral.networks.torch.TorchKernels;
import io.chiral.networks.weights.Weights;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Adam with the arithmetic of {@code torch.optim.Adam} ({@code AdamW} where there is weight decay),
 * over all tensors of a network in one native call. Its moments can be saved and restored.
 *
 * <p>Belongs to the one platform thread that runs DJL; to be used with grad mode off.
 */
public final class Adam {

  private static final String FIRST = "exp_avg.";
  private static final String SECOND = "exp_avg_sq.";

  private final TorchKernels kernels;
  private final OptimiserSpec spec;
  private final Map<String, NDArray> trained;
  private final NDManager manager;
  private final Map<String, NDArray> moments = new LinkedHashMap<>();
  private int updates;

  /**
   * Adam before its first update.
   *
   * @param trained the tensors to move, by name
   * @param manager owner of the moments
   */
  public Adam(
      TorchKernels kernels, OptimiserSpec spec, Map<String, NDArray> trained, NDManager manager) {
    this.kernels = kernels;
    this.spec = spec;
    this.trained = new LinkedHashMap<>(trained);
    this.manager = manager;
    trained.forEach((name, w) -> moments.put(FIRST + name, manager.zeros(w.getShape())));
    trained.forEach((name, w) -> moments.put(SECOND + name, manager.zeros(w.getShape())));
  }

  /**
   * Continues where another left off.
   *
   * @param saved its {@link #moments()}
   * @param done its {@link #updates()}
   * @throws IllegalArgumentException when names or shapes differ
   */
  public void restore(Weights saved, int done) {
    if (!saved.names().equals(moments.keySet())) {
      throw new IllegalArgumentException(
          "moments are kept for %s, the optimiser has %s"
              .formatted(saved.names(), moments.keySet()));
    }
    moments.forEach((name, array) -> saved.get(name).copyTo(array));
    updates = done;
  }

  /**
   * One update, unless the gradient isn't finite.
   *
   * @param gradients in the order of the trained tensors; not changed
   * @param rateFactor on the learning rate
   * @param clipNorm upper bound of the gradient's norm; negative: none
   * @return the gradient's norm before clipping; not finite: nothing was changed
   */
  public double update(NDList gradients, double rateFactor, double clipNorm) {
    int t = updates + 1;
    double rate = spec.learningRate() * rateFactor;
    double[] how = {
      rate / (1 - Math.pow(spec.beta1(), t)),
      Math.sqrt(1 - Math.pow(spec.beta2(), t)),
      spec.beta1(),
      spec.beta2(),
      spec.epsilon(),
      rate * spec.weightDecay(),
      clipNorm
    };
    int n = trained.size();
    NDList all = new NDList(moments.values().toArray(NDArray[]::new));
    try (NDManager scope = manager.newSubManager();
        NDArray numbers = scope.create(how)) {
      double norm =
          kernels
              .call("adam")
              .list(trained.values())
              .list(gradients)
              .list(all.subList(0, n))
              .list(all.subList(n, 2 * n))
              .tensor(numbers)
              .one(scope)
              .getFloat();
      if (Double.isFinite(norm)) {
        updates = t;
      }
      return norm;
    }
  }

  /** First and second moments by the trained tensor's name, as torch calls them. */
  public Map<String, NDArray> moments() {
    return moments;
  }

  /** How many updates were made. */
  public int updates() {
    return updates;
  }
}

package io.chiral.training.optimise;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.chiral.networks.fidelity.ClassicalMetric;
import io.chiral.networks.weights.Weights;
import io.chiral.training.ImpossibleException;
import io.chiral.training.Torch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The generator's loss: {@code w_pix·L1 + w_fid·fidelity + w_adv·adversarial}, terms of weight 0 or
 * without a network left out.
 */
final class Objective {

  private final double pixelWeight;
  private final @Nullable Fidelity fidelity;
  private final double fidelityWeight;
  private final @Nullable Critic critic;
  private final Torch torch;
  private final ClassicalMetric pixel;

  /**
   * @throws ImpossibleException when no term is left
   */
  Objective(
      double pixelWeight,
      @Nullable Fidelity fidelity,
      double fidelityWeight,
      @Nullable Critic critic,
      Torch torch) {
    this.pixelWeight = pixelWeight;
    this.fidelity = fidelityWeight == 0 ? null : fidelity;
    this.fidelityWeight = fidelityWeight;
    this.critic = critic;
    this.torch = torch;
    pixel = ClassicalMetric.l1(torch.kernels());
    if (pixelWeight == 0 && this.fidelity == null && critic == null) {
      throw new ImpossibleException("the generator's loss has no term of a weight other than 0");
    }
  }

  /**
   * The loss, a scalar of the output's manager; each weighted term goes into the row.
   *
   * @param step steps done before
   */
  NDArray of(NDArray output, NDArray reference, int step, Row row) {
    Terms terms = new Terms(row);
    if (pixelWeight != 0) {
      try (Weights none = Weights.of(output.getManager().newSubManager(), Map.of())) {
        terms.add("l_g_pix", pixel.loss(none, output, reference), pixelWeight);
      }
    }
    if (fidelity != null) {
      terms.add("l_g_fid", fidelity.loss(output, reference), fidelityWeight);
    }
    if (critic != null) {
      terms.add("l_g_gan", critic.judge(reference, output, step), critic.weight());
    }
    return terms.sum(torch, output.getManager());
  }

  /**
   * Losses and their weights. They are multiplied in PyTorch: a factor made by DJL would lie in
   * Java's memory, and the recorded graph would read it after the collector took it.
   */
  private static final class Terms {

    private final Row row;
    private final NDList losses = new NDList();
    private final List<Double> weights = new ArrayList<>();

    Terms(Row row) {
      this.row = row;
    }

    void add(String name, NDArray loss, double weight) {
      row.put(name, weight * loss.getFloat());
      losses.add(loss);
      weights.add(weight);
    }

    NDArray sum(Torch torch, NDManager manager) {
      double[] factors = weights.stream().mapToDouble(Double::doubleValue).toArray();
      try (NDArray numbers = manager.create(factors)) {
        return torch.kernels().call("objective").list(losses).tensor(numbers).one(manager);
      }
    }
  }
}

package io.chiral.training.optimise;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.chiral.networks.fidelity.ClassicalMetric;
import io.chiral.networks.weights.Weights;
import io.chiral.training.Torch;
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
  private final ClassicalMetric pixel;

  Objective(
      double pixelWeight,
      @Nullable Fidelity fidelity,
      double fidelityWeight,
      @Nullable Critic critic,
      Torch torch) {
    this.pixelWeight = pixelWeight;
    this.fidelity = fidelity;
    this.fidelityWeight = fidelityWeight;
    this.critic = critic;
    pixel = ClassicalMetric.l1(torch.kernels());
  }

  /** The loss, a scalar of the output's manager; each weighted term goes into the row. */
  NDArray of(NDArray output, NDArray reference, Row row) {
    NDManager scope = output.getManager();
    NDArray total = scope.create(0f);
    if (pixelWeight != 0) {
      try (Weights none = Weights.of(scope.newSubManager(), Map.of())) {
        total =
            add(
                total,
                "l_g_pix",
                pixel.loss(none, output, reference).mul((float) pixelWeight),
                row);
      }
    }
    if (fidelity != null && fidelityWeight != 0) {
      total =
          add(total, "l_g_fid", fidelity.loss(output, reference).mul((float) fidelityWeight), row);
    }
    if (critic != null) {
      total = add(total, "l_g_gan", critic.judge(output), row);
    }
    return total;
  }

  private static NDArray add(NDArray total, String name, NDArray term, Row row) {
    row.put(name, term);
    return total.add(term);
  }
}

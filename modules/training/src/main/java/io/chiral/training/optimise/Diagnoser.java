package io.chiral.training.optimise;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.chiral.networks.fidelity.Dists;
import io.chiral.networks.torch.GradientScope;
import io.chiral.training.Torch;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why a step goes as it goes: gradients of the generator's weighted losses by its output, and what
 * discriminator and metric see of output and reference, on the step's own batch. Names are those of
 * {@link io.chiral.messages.event.TrainingDiagnosed}.
 *
 * <p>It changes nothing of the run: it stands between the generator's update and the
 * discriminator's, both of which have their values by then; networks are asked in modes in which
 * nothing they keep moves; nothing is drawn but what the step draws by its number; and gradients
 * are taken at a copy of the output.
 */
final class Diagnoser {

  private final Objective objective;
  private final @Nullable DistsGradient dists;
  private final @Nullable Critic critic;
  private final Torch torch;
  private final Measures measures;
  private final Lattice lattice;

  /**
   * @param scale of the generator
   */
  Diagnoser(
      Objective objective,
      @Nullable Fidelity fidelity,
      @Nullable Critic critic,
      int scale,
      Torch torch) {
    this.objective = objective;
    this.critic = critic;
    this.torch = torch;
    measures = new Measures(torch);
    lattice = Lattice.ofScale(scale);
    dists =
        fidelity != null && fidelity.metric() instanceof Dists metric
            ? new DistsGradient(metric, fidelity.weights(), measures)
            : null;
  }

  /**
   * What can be told before the discriminator's update.
   *
   * @param output (B, 3, H, W), without history
   * @param reference of the same shape
   * @param step steps done before
   */
  Row of(NDArray output, NDArray reference, int step) {
    Row row = new Row();
    if (lattice.fits(output)) {
      row.put("checkerboard", lattice.excess(output, reference));
    }
    try (NDManager manager = output.getManager().newSubManager()) {
      NDArray point = output.duplicate();
      point.attach(manager);
      NDArray other = reference.duplicate();
      other.attach(manager);
      if (critic != null) {
        row.put("sign_flips", measures.signFlips(critic.features(point), critic.features(other)));
      }
      point.setRequiresGradient(true);
      try (GradientScope scope = GradientScope.open(torch.kernels())) {
        gradients(scope, point, other, step, row);
      }
    }
    return row;
  }

  /** Adds what the discriminator's update told: its margin, and its accuracy. */
  static Row withCritic(Row diagnosis, Row step) {
    Double real = step.values().get("out_d_real");
    Double fake = step.values().get("out_d_fake");
    Double accuracy = step.values().get("d_accuracy");
    if (real != null && fake != null && accuracy != null) {
      diagnosis.put("d_margin", real - fake);
      diagnosis.put("d_accuracy", accuracy);
    }
    return diagnosis;
  }

  private void gradients(GradientScope scope, NDArray point, NDArray other, int step, Row row) {
    Map<String, NDArray> found = new HashMap<>();
    for (Objective.Term term : objective.terms()) {
      NDArray gradient =
          dists != null && term.name().equals(Objective.FIDELITY)
              ? dists.at(scope, point, other, row)
              : scope
                  .gradients(term.loss().of(point, other, step), List.of(point))
                  .singletonOrThrow();
      found.put(term.name(), gradient);
      row.put("grad_norm_" + term.name(), term.weight() * measures.norms(List.of(gradient))[0]);
    }
    NDArray faithful = found.get(Objective.FIDELITY);
    NDArray adversarial = found.get(Objective.ADVERSARIAL);
    if (faithful != null && adversarial != null) {
      row.put("grad_cosine", measures.cosine(faithful, adversarial));
    }
  }
}

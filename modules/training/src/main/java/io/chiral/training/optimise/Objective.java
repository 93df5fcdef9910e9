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

  static final String PIXEL = "pix";
  static final String FIDELITY = "fid";
  static final String ADVERSARIAL = "gan";

  private final List<Term> terms = new ArrayList<>();
  private final Torch torch;

  /**
   * @throws ImpossibleException when no term is left
   */
  Objective(
      double pixelWeight,
      @Nullable Fidelity fidelity,
      double fidelityWeight,
      @Nullable Critic critic,
      Torch torch) {
    this.torch = torch;
    if (pixelWeight != 0) {
      ClassicalMetric l1 = ClassicalMetric.l1(torch.kernels());
      terms.add(new Term(PIXEL, pixelWeight, (output, hr, step) -> pixel(l1, output, hr)));
    }
    if (fidelity != null && fidelityWeight != 0) {
      terms.add(
          new Term(FIDELITY, fidelityWeight, (output, hr, step) -> fidelity.loss(output, hr)));
    }
    if (critic != null) {
      terms.add(
          new Term(ADVERSARIAL, critic.weight(), (fake, hr, step) -> critic.judge(hr, fake, step)));
    }
    if (terms.isEmpty()) {
      throw new ImpossibleException("the generator's loss has no term of a weight other than 0");
    }
  }

  private static NDArray pixel(ClassicalMetric l1, NDArray output, NDArray reference) {
    try (Weights none = Weights.of(output.getManager().newSubManager(), Map.of())) {
      return l1.loss(none, output, reference);
    }
  }

  /** The terms that are not left out. */
  List<Term> terms() {
    return List.copyOf(terms);
  }

  /**
   * The loss, a scalar of the output's manager; each weighted term goes into the row.
   *
   * @param step steps done before
   */
  NDArray of(NDArray output, NDArray reference, int step, Row row) {
    NDList losses = new NDList();
    for (Term term : terms) {
      NDArray loss = term.loss().of(output, reference, step);
      row.put("l_g_" + term.name(), term.weight() * loss.getFloat());
      losses.add(loss);
    }
    return sum(losses, output.getManager());
  }

  /**
   * Weights are multiplied in PyTorch: a factor made by DJL would lie in Java's memory, and the
   * recorded graph would read it after the collector took it.
   */
  private NDArray sum(NDList losses, NDManager manager) {
    double[] factors = terms.stream().mapToDouble(Term::weight).toArray();
    try (NDArray numbers = manager.create(factors)) {
      return torch.kernels().call("objective").list(losses).tensor(numbers).one(manager);
    }
  }

  /**
   * A term of the loss.
   *
   * @param name as in the names of curves
   * @param loss before it is weighted
   */
  record Term(String name, double weight, Loss loss) {}

  /** A scalar of the output's manager. */
  interface Loss {
    NDArray of(NDArray output, NDArray reference, int step);
  }
}

package io.chiral.training.assess;

import ai.djl.ndarray.NDArray;
import io.chiral.networks.torch.TorchKernels;
import io.chiral.training.ImpossibleException;
import java.util.Arrays;
import java.util.stream.Collectors;

/** What assessors minimise, of a batch's scores and opinions, both more is better. */
enum AssessorLoss {
  /** (1 − r)/2 with Pearson's r: needs no common scale. */
  PLCC("plcc", "plcc_loss", "(1 - PLCC)/2"),
  /** Mean squared difference. */
  MSE("mse", "mse_loss", "MSE to opinions in [0, 1]"),
  /** Mean absolute difference. */
  L1("l1", "l1_loss", "L1 to opinions in [0, 1]"),
  /** Over all pairs: 1 − √(pg) − √((1−p)(1−g)), p = Φ(difference of scores). */
  PAIRWISE_FIDELITY("pairwise-fidelity", "fidelity_loss", "pairwise fidelity");

  private final String id;
  private final String kernel;
  private final String words;

  AssessorLoss(String id, String kernel, String words) {
    this.id = id;
    this.kernel = kernel;
    this.words = words;
  }

  static AssessorLoss of(String id) {
    return Arrays.stream(values())
        .filter(loss -> loss.id.equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new ImpossibleException(
                    "an assessor's loss is one of %s, got \"%s\""
                        .formatted(
                            Arrays.stream(values())
                                .map(loss -> loss.id)
                                .collect(Collectors.joining(", ")),
                            id)));
  }

  /**
   * A scalar of the scores' manager.
   *
   * @param scores (n)
   * @param targets (n), opinions
   */
  NDArray of(TorchKernels kernels, NDArray scores, NDArray targets) {
    return kernels.call(kernel).tensor(scores).tensor(targets).one(scores.getManager());
  }

  /** For protocols. */
  String words() {
    return words;
  }
}

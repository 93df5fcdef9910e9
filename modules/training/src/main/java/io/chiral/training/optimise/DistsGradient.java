package io.chiral.training.optimise;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.chiral.networks.fidelity.Dists;
import io.chiral.networks.fidelity.Dists.Part;
import io.chiral.networks.torch.GradientScope;
import io.chiral.networks.weights.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The gradient of DISTS by its output, and how it is made up: D is 1 plus a sum of parts, one of
 * each stage's S₁ and S₂, so its gradient is the sum of the parts' gradients g. The share of stage
 * i is ‖gᵢ‖ / Σ ‖gⱼ‖ over stages, g of S₁ and S₂ together; the share of a term is ‖g₁‖ / (‖g₁‖ +
 * ‖g₂‖), g of all stages together. Shares add up to 1 although gradients may cancel each other.
 */
record DistsGradient(Dists metric, Weights weights, Measures measures) {

  /**
   * The mean distance's gradient; shares go into the row, and the share of features of the last
   * stage that are positive in one image only.
   *
   * @param point the output, which requires gradients
   */
  NDArray at(GradientScope scope, NDArray point, NDArray reference, Row row) {
    NDManager manager = point.getManager();
    List<NDArray> x = metric.taps(weights, point, manager);
    List<NDArray> y = metric.taps(weights, reference, manager);
    List<Part> parts = metric.parts(weights, x, y, manager);
    int last = parts.size() - 1;
    if (parts.get(last).stage() > 0) {
      row.put("fid_sign_flips", measures.signFlips(x.get(last), y.get(last)));
    }
    List<NDArray> scalars = new ArrayList<>();
    parts.forEach(part -> scalars.add(part.s1().add(part.s2())));
    scalars.add(parts.stream().map(Part::s1).reduce(NDArray::add).orElseThrow());
    NDList gradients = scope.gradientsOfEach(scalars, point);
    NDArray whole = gradients.stream().limit(parts.size()).reduce(NDArray::add).orElseThrow();
    NDArray means = gradients.get(last + 1);
    // The rest is the covariances': a backward pass less.
    gradients.add(whole.sub(means));
    double[] norms = measures.norms(gradients);
    double terms = norms[last + 1] + norms[last + 2];
    row.put("fid_share_s1", norms[last + 1] / terms);
    row.put("fid_share_s2", norms[last + 2] / terms);
    double stages = Arrays.stream(norms, 0, parts.size()).sum();
    for (int i = 0; i <= last; i++) {
      row.put("fid_share_stage" + parts.get(i).stage(), norms[i] / stages);
    }
    return whole;
  }
}

package io.chiral.training.judge;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.chiral.imagery.Image;
import io.chiral.imagery.metric.Judge;
import io.chiral.imagery.metric.JudgeFamily;
import io.chiral.imagery.metric.Prepared;
import io.chiral.networks.fidelity.FidelityMetric;
import io.chiral.networks.weights.Weights;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A differentiable metric as a judge. Unlike other judges it may be asked on PyTorch's thread only.
 *
 * @param metric distance of two images, 0 for equal ones
 * @param weights of the metric, not closed with this
 * @param complement whether the score is 1 − distance, higher being better
 * @param description what is computed by which weights, for {@link #protocol}
 * @param resize what the published metric does to images beforehand
 * @param border pixels shaved from each side, before the resizing
 */
record NetworkJudge(
    String id,
    JudgeFamily family,
    FidelityMetric metric,
    Weights weights,
    boolean complement,
    String description,
    UnaryOperator<Image> resize,
    int border)
    implements Judge {

  @Override
  public boolean higherIsBetter() {
    return complement;
  }

  @Override
  public boolean needsReference() {
    return true;
  }

  @Override
  public String protocol() {
    return "%s, clamped and rounded to 8 bits, border %d".formatted(description, border);
  }

  @Override
  public double score(@Nullable Image reference, Image distorted) {
    Image original = Prepared.reference(id, reference, distorted);
    try (NDManager scope = weights.manager().newSubManager()) {
      NDArray distance =
          metric.perImage(weights, array(distorted, scope), array(original, scope)); // (1)
      double value = distance.getFloat();
      return complement ? 1 - value : value;
    }
  }

  /** (1, 3, H, W). */
  private NDArray array(Image image, NDManager scope) {
    Image prepared = resize.apply(Prepared.image(image, border)).toRgb();
    return scope.create(prepared.toArray(), new Shape(1, 3, prepared.height(), prepared.width()));
  }
}

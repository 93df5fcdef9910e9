package io.chiral.training.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.chiral.imagery.Image;
import io.chiral.imagery.metric.Gmsd;
import io.chiral.imagery.texture.DeadLeaves;
import io.chiral.networks.fidelity.ClassicalMetric;
import io.chiral.networks.weights.Weights;
import io.chiral.training.Torch;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GmsdTest {

  /** Single precision against double. */
  @ParameterizedTest
  @CsvSource({"64,48", "33,40", "41,37"})
  void theObjectiveIsTheJudge(int width, int height) {
    Image reference = DeadLeaves.render(width, height, 1).quantised();
    Image other = DeadLeaves.render(width, height, 2);
    Image distorted =
        Image.generate(
                width,
                height,
                3,
                (c, y, x) -> 0.8f * reference.at(c, y, x) + 0.2f * other.at(c, y, x))
            .quantised();
    double judged = new Gmsd(0).score(reference, distorted);

    try (Torch torch = Torch.start(1);
        Weights none = Weights.of(torch.manager().newSubManager(), Map.of())) {
      NDArray distance =
          ClassicalMetric.gmsd(torch.kernels())
              .perImage(none, array(torch, distorted), array(torch, reference));
      assertThat((double) distance.getFloat()).isPositive().isCloseTo(judged, within(1e-6));
    }
  }

  private static NDArray array(Torch torch, Image image) {
    Shape shape = new Shape(1, 3, image.height(), image.width());
    return torch.manager().create(image.toRgb().toArray(), shape);
  }
}

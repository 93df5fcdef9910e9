package io.chiral.networks.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import io.chiral.networks.Golden;
import io.chiral.networks.backbone.Backbones;
import io.chiral.networks.backbone.Mode;
import io.chiral.networks.backbone.Pooling;
import io.chiral.networks.torch.GradientScope;
import io.chiral.networks.torch.Precision;
import io.chiral.networks.torch.Torch;
import io.chiral.networks.weights.Weights;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class NoReferenceTest {

  @RegisterExtension static final Torch TORCH = new Torch();

  private static NoReference network() {
    return NoReference.of("vgg16", List.of(1, 2), TORCH.kernels(), Precision.FLOAT32);
  }

  @Test
  void statisticsAreMeansAndDeviationsOfTheChosenTaps() {
    NoReference network = network();
    Weights weights = network.parameters().initialise(TORCH.manager(), 1);
    NDArray images = Golden.image(TORCH.manager(), 1, 2, 16, 16);

    float[] found = network.statistics(weights, images).toFloatArray();

    List<NDArray> taps =
        Backbones.of("vgg16", "relu2_2", Pooling.MAXIMUM, TORCH.kernels(), Precision.FLOAT32)
            .features(weights.view("backbone."), images, Mode.EVALUATION, TORCH.manager())
            .taps();
    assertThat(found).hasSize(2 * network.statistics());
    assertThat(network.statistics()).isEqualTo(2 * (64 + 128));
    // The second image: means of tap 1, deviations of tap 1, means of tap 2, deviations of tap 2.
    check(found, network.statistics(), taps.get(0), 64);
    check(found, network.statistics() + 128, taps.get(1), 128);
  }

  private static void check(float[] found, int from, NDArray tap, int channels) {
    float[] values = tap.toFloatArray();
    int places = values.length / 2 / channels;
    for (int c = 0; c < channels; c++) {
      double mean = 0;
      double squares = 0;
      for (int i = 0; i < places; i++) {
        double value = values[(channels + c) * places + i];
        mean += value / places;
        squares += value * value / places;
      }
      double deviation = Math.sqrt(Math.max(0, squares - mean * mean) + 1e-8);
      assertThat((double) found[from + c]).isCloseTo(mean, within(1e-4));
      assertThat((double) found[from + channels + c]).isCloseTo(deviation, within(1e-3));
    }
  }

  @Test
  void theScoreIsLinearInStandardisedStatistics() {
    NoReference network = network();
    Weights weights = network.parameters().initialise(TORCH.manager(), 1);
    NDArray means = Golden.noise(TORCH.manager(), 1, -1, 1, network.statistics());
    weights.get("head.mean").set(means.toFloatArray());
    NDArray statistics = Golden.noise(TORCH.manager(), 3, -1, 1, 2, network.statistics());

    float[] scores = network.score(weights, statistics).toFloatArray();

    float[] s = statistics.toFloatArray();
    float[] mean = weights.get("head.mean").toFloatArray();
    float[] w = weights.get("head.weight").toFloatArray();
    for (int b = 0; b < 2; b++) {
      double expected = 0.5;
      for (int k = 0; k < w.length; k++) {
        expected += w[k] * (s[b * w.length + k] - mean[k]);
      }
      assertThat((double) scores[b]).isCloseTo(expected, within(1e-4));
    }
  }

  @Test
  void theGradientIsTheNumericOne() {
    NoReference network = NoReference.of("vgg16", List.of(1), TORCH.kernels(), Precision.FLOAT32);
    Weights weights = network.parameters().initialise(TORCH.manager(), 1);
    NDArray bias = weights.get("backbone.features.0.bias");
    bias.setRequiresGradient(true);
    NDArray images = Golden.image(TORCH.manager(), 1, 1, 8, 8);
    double found;
    try (GradientScope scope = GradientScope.open(TORCH.kernels())) {
      NDArray score = network.score(weights, network.statistics(weights, images)).sum();
      NDList gradients = scope.gradients(score, List.of(bias));
      found = gradients.get(0).getFloat(5);
    }
    bias.setRequiresGradient(false);

    assertThat(found).isCloseTo(numeric(network, weights, bias, images), within(2e-3));
  }

  private static double numeric(
      NoReference network, Weights weights, NDArray bias, NDArray images) {
    float step = 1e-2f;
    double[] scores = new double[2];
    float[] before = bias.toFloatArray();
    for (int side = 0; side < 2; side++) {
      float[] moved = before.clone();
      moved[5] += side == 0 ? -step : step;
      bias.set(moved);
      scores[side] = network.score(weights, network.statistics(weights, images)).getFloat();
    }
    return (scores[1] - scores[0]) / (2 * step);
  }

  @Test
  void knowsItsStages() {
    assertThat(network().id()).isEqualTo("nr-vgg16-s1.2");
    assertThat(network().parameters().names())
        .contains("backbone.features.7.weight", "head.weight", "head.bias", "head.mean")
        .doesNotContain("backbone.features.10.weight");
    assertThat(network().parameters().trainable()).doesNotContain("head.mean", "head.deviation");
    assertThat(network().parameters().initialise(TORCH.manager(), 1).get("head.bias").getShape())
        .isEqualTo(new Shape(1));
    assertThatThrownBy(
            () -> NoReference.of("vgg16", List.of(0), TORCH.kernels(), Precision.FLOAT32))
        .hasMessageContaining("1 to 5");
  }
}

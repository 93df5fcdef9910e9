package io.chiral.networks.backbone;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import io.chiral.networks.Golden;
import io.chiral.networks.fidelity.Dists;
import io.chiral.networks.torch.GradientScope;
import io.chiral.networks.torch.Precision;
import io.chiral.networks.torch.Torch;
import io.chiral.networks.weights.Weights;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Against torchvision: {@code tools/golden_backbones_conv.py} makes the goldens. */
class ConvolutionalGolden {

  @RegisterExtension static final Torch TORCH = new Torch();

  /** The gain keeps features of a common size; the weight is the one whose gradient is stored. */
  private enum Case {
    ALEXNET("alexnet", 2_469_696, Math.sqrt(6), "features.3.weight"),
    SQUEEZENET("squeezenet", 722_496, Math.sqrt(6), "features.6.squeeze.weight"),
    RESNET50("resnet50", 23_508_032, Math.sqrt(3), "layer2.0.downsample.0.weight"),
    CONVNEXT("convnext-t", 27_818_592, Math.sqrt(3), "features.3.1.layer_scale");

    private final String id;
    private final long count;
    private final double gain;
    private final String weight;

    Case(String id, long count, double gain, String weight) {
      this.id = id;
      this.count = count;
      this.gain = gain;
      this.weight = weight;
    }

    Backbone backbone() {
      return Backbones.of(id, null, Pooling.MAXIMUM, TORCH.kernels(), Precision.FLOAT32);
    }
  }

  @ParameterizedTest
  @EnumSource
  void hasTorchvisionsNamesAndShapes(Case network) {
    Backbone backbone = network.backbone();

    assertThat(Golden.keys(backbone.parameters())).isEqualTo(Golden.lines(network.id + ".keys"));
    assertThat(backbone.parameters().count()).isEqualTo(network.count);
  }

  @ParameterizedTest
  @EnumSource
  void agreesInEveryTapTheVectorAndGradients(Case network) {
    Backbone backbone = network.backbone();
    Weights golden = Golden.read(network.id, TORCH.manager());
    Weights weights = Golden.filled(backbone.parameters(), network.gain, TORCH.manager());
    NDArray image = image();

    NDArray weight = weights.get(network.weight);
    weight.setRequiresGradient(true);
    NDList gradients;
    Features features;
    try (GradientScope scope = GradientScope.open(TORCH.kernels())) {
      features = backbone.features(weights, image, Mode.EVALUATION, TORCH.manager());
      NDArray loss = meanSquare(features.vector());
      for (NDArray tap : features.taps()) {
        loss = loss.add(meanSquare(tap));
      }
      gradients = scope.gradients(loss, List.of(image, weight));
    }

    for (int k = 0; k < backbone.taps().size(); k++) {
      Tap tap = backbone.taps().get(k);
      assertSampled(features.taps().get(k), golden.get("tap." + tap.name()), 1e-4);
      assertThat(features.taps().get(k).getShape().get(1)).isEqualTo(tap.channels());
    }
    assertThat(features.map()).isSameAs(features.taps().get(backbone.taps().size() - 1));
    assertThat(features.vector().getShape()).isEqualTo(new Shape(2, backbone.channels()));
    Golden.assertClose(features.vector(), golden.get("vector"));
    assertGradient(gradients.get(0), golden.get("gradient.input"));
    assertGradient(gradients.get(1), golden.get("gradient." + network.weight));
  }

  @ParameterizedTest
  @EnumSource
  void servesDists(Case network) {
    Dists dists = Dists.of(network.id, List.of(), TORCH.kernels(), Precision.FLOAT32);
    Weights golden = Golden.read(network.id, TORCH.manager());
    Weights weights = Golden.filled(dists.parameters(), network.gain, TORCH.manager());
    int stream = dists.parameters().size() - 2;
    for (String name : List.of("alpha", "beta")) {
      NDArray noise = Golden.noise(TORCH.manager(), stream++, 0.05, 0.15, dists.channels());
      weights.get(name).set(noise.toFloatArray());
    }
    NDArray image = image();
    NDArray reference =
        Golden.image(TORCH.manager(), 1001, 2, 45, 37).mul(0.7).add(image.stopGradient().mul(0.3));

    try (GradientScope scope = GradientScope.open(TORCH.kernels())) {
      NDArray distance = dists.perImage(weights, image, reference);
      Golden.assertClose(distance, golden.get("dists"));
      NDArray gradient = scope.gradients(distance.mean(), List.of(image)).singletonOrThrow();
      assertGradient(gradient, golden.get("dists.gradient"));
    }
  }

  /**
   * Fifty norms by the batch, the last over eight values, amplify rounding: instruction sets
   * (SSE4.1, AVX, AVX2, AVX-512) differ from each other by up to 4e-4 in the features, whose
   * largest is 2.8, and by 4e-2 of the largest gradient.
   */
  @Test
  void resNetTrainsByTheBatchAndMovesItsStatistics() {
    Backbone backbone = Case.RESNET50.backbone();
    Weights golden = Golden.read("resnet50", TORCH.manager());
    Weights weights = Golden.filled(backbone.parameters(), Case.RESNET50.gain, TORCH.manager());
    NDArray image = image();

    try (GradientScope scope = GradientScope.open(TORCH.kernels())) {
      NDArray following =
          backbone.features(weights, image, Mode.FOLLOWING, image.getManager()).vector();
      Golden.assertClose(following, golden.get("training.vector"), 1e-3);
      assertThat(weights.get("bn1.num_batches_tracked").getLong()).isZero();

      NDArray vector =
          backbone.features(weights, image, Mode.TRAINING, image.getManager()).vector();
      Golden.assertClose(vector, golden.get("training.vector"), 1e-3);
      NDArray gradient = scope.gradients(meanSquare(vector), List.of(image)).singletonOrThrow();
      NDArray expected = golden.get("training.gradient.input");
      assertSampled(gradient, expected, 6e-2 * expected.abs().max().getFloat());
    }
    for (String name :
        List.of(
            "bn1.running_mean", "layer3.0.downsample.1.running_var", "layer4.2.bn3.running_mean")) {
      Golden.assertClose(weights.get(name), golden.get("training." + name));
    }
    assertThat(weights.get("layer4.2.bn3.num_batches_tracked").getLong()).isEqualTo(1);
  }

  private static NDArray image() {
    NDArray image = Golden.image(TORCH.manager(), 1000, 2, 45, 37);
    image.setRequiresGradient(true);
    return image;
  }

  private static NDArray meanSquare(NDArray x) {
    return x.mul(x).mean();
  }

  /** Absolute tolerance 1e-3 of the gradient's own scale. */
  private static void assertGradient(NDArray gradient, NDArray expected) {
    assertSampled(gradient, expected, Golden.ofScale(expected));
  }

  /** Of a long tensor every n-th element is stored. */
  private static void assertSampled(NDArray actual, NDArray expected, double absolute) {
    long step = actual.size() / 500 | 1;
    Golden.assertClose(actual.flatten().get("::" + step), expected, absolute);
  }
}

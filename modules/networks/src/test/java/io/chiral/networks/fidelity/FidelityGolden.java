package io.chiral.networks.fidelity;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.chiral.networks.Golden;
import io.chiral.networks.backbone.Mode;
import io.chiral.networks.backbone.Pooling;
import io.chiral.networks.backbone.Vgg16;
import io.chiral.networks.torch.GradientScope;
import io.chiral.networks.torch.Precision;
import io.chiral.networks.torch.Torch;
import io.chiral.networks.weights.Weights;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Backbone and metrics against PyTorch: {@code tools/golden_fidelity.py} makes the goldens. */
@SuppressWarnings("NullAway.Init") // set before each test
class FidelityGolden {

  @RegisterExtension static final Torch TORCH = new Torch();

  /** Keeps the features of ReLU networks of a common size through the stages. */
  private static final double GAIN = Math.sqrt(6);

  private Weights golden;
  private NDArray output;
  private NDArray reference;

  @BeforeEach
  void images() {
    golden = Golden.read("fidelity", TORCH.manager());
    output = Golden.image(TORCH.manager(), 1000, 2, 32, 36);
    reference = Golden.image(TORCH.manager(), 1001, 2, 32, 36).mul(0.7).add(output.mul(0.3));
    output.setRequiresGradient(true);
  }

  @Test
  void vgg16HasTorchvisionsNamesAndFeatures() {
    Vgg16 backbone = Vgg16.of(null, Pooling.MAXIMUM, TORCH.kernels(), Precision.FLOAT32);
    Weights weights = Golden.filled(backbone.parameters(), GAIN, TORCH.manager());

    List<NDArray> features =
        backbone.features(weights, output, Mode.EVALUATION, TORCH.manager()).taps();

    assertThat(Golden.keys(backbone.parameters())).isEqualTo(Golden.lines("vgg16.keys"));
    Golden.assertClose(features.get(4), golden.get("vgg.maximum"));
  }

  @Test
  void distsAgreesInSimilaritiesDistanceAndGradient() {
    Dists dists = Dists.vgg16(TORCH.kernels());
    Weights weights = dists(dists, TORCH.manager());

    assertThat(dists.channels()).isEqualTo(1475);
    NDArray similarities = dists.similarities(weights, output, reference);
    // S1 and S2 of single channels divide small variances: ten times the house's tolerance.
    Golden.assertClose(similarities.get(0), golden.get("dists.s1"), 1e-3);
    Golden.assertClose(similarities.get(1), golden.get("dists.s2"), 1e-3);
    Golden.assertClose(dists.perImage(weights, output, reference), golden.get("dists"));
    assertGradient(dists, weights, "dists.gradient");
  }

  @Test
  void distsTakesASubsetOfStages() {
    Dists dists = Dists.vgg16(List.of(1, 3), TORCH.kernels(), Precision.FLOAT32);

    assertThat(dists.channels()).isEqualTo(320);
    assertThat(dists.id()).isEqualTo("dists-vgg16-s13");
    Golden.assertClose(
        dists.perImage(dists(dists, TORCH.manager()), output, reference),
        golden.get("dists.stages13"));
  }

  @Test
  void ssimAgreesInDistanceAndGradient() {
    FidelityMetric ssim = ClassicalMetric.ssim(TORCH.kernels());
    Weights none = ssim.parameters().initialise(TORCH.manager(), 0);

    Golden.assertClose(ssim.perImage(none, output, reference), golden.get("ssim"));
    assertGradient(ssim, none, "ssim.gradient");
  }

  @Test
  void msSsimAgreesWithPytorchMsssim() {
    assertStored(ClassicalMetric.msSsim(TORCH.kernels()), 163, 170);
  }

  @Test
  void gmsdAgreesWithPiqButForItsVariance() {
    assertStored(ClassicalMetric.gmsd(TORCH.kernels()), 33, 36);
  }

  /** Values, and the middle row of the gradient, of {@code tools/golden_critics.py}. */
  private static void assertStored(FidelityMetric metric, int height, int width) {
    Weights stored = Golden.read("critics", TORCH.manager());
    Weights none = metric.parameters().initialise(TORCH.manager(), 0);
    NDArray x = Golden.image(TORCH.manager(), 1000, 2, height, width);
    NDArray y = Golden.image(TORCH.manager(), 1001, 2, height, width).mul(0.7).add(x.mul(0.3));
    x.setRequiresGradient(true);
    Golden.assertClose(metric.perImage(none, x, y), stored.get(metric.id()), 1e-6);
    try (GradientScope scope = GradientScope.open(TORCH.kernels())) {
      NDArray gradient = scope.gradients(metric.loss(none, x, y), List.of(x)).singletonOrThrow();
      NDArray expected = stored.get(metric.id() + ".gradient");
      Golden.assertClose(gradient.get(":, :, " + height / 2), expected, Golden.ofScale(expected));
    }
  }

  /** The backbone's tensors come first, so that alpha and beta have the next two streams. */
  static Weights dists(Dists dists, NDManager manager) {
    Weights weights = Golden.filled(dists.parameters(), GAIN, manager);
    int stream = dists.parameters().size() - 2;
    for (String name : List.of("alpha", "beta")) {
      weights
          .get(name)
          .set(Golden.noise(manager, stream++, 0.05, 0.15, dists.channels()).toFloatArray());
    }
    return weights;
  }

  private void assertGradient(FidelityMetric metric, Weights weights, String name) {
    try (GradientScope scope = GradientScope.open(TORCH.kernels())) {
      NDArray loss = metric.loss(weights, output, reference);
      NDArray gradient = scope.gradients(loss, List.of(output)).singletonOrThrow();
      // Gradients of a mean over 7000 values are small: absolute tolerance at 1e-3 of their scale.
      double scale = golden.get(name).abs().max().getFloat();
      Golden.assertClose(gradient, golden.get(name), 1e-3 * scale);
    }
  }
}

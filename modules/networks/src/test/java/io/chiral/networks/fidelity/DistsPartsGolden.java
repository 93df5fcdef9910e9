package io.chiral.networks.fidelity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import io.chiral.networks.Golden;
import io.chiral.networks.backbone.Mode;
import io.chiral.networks.backbone.Vgg16;
import io.chiral.networks.discriminator.AdversarialLoss;
import io.chiral.networks.discriminator.BackboneDiscriminator;
import io.chiral.networks.discriminator.Level;
import io.chiral.networks.fidelity.Dists.Part;
import io.chiral.networks.torch.GradientScope;
import io.chiral.networks.torch.Precision;
import io.chiral.networks.torch.Torch;
import io.chiral.networks.weights.Weights;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Where DISTS's gradient comes from: {@code tools/golden_diagnosis.py} makes the goldens. */
@SuppressWarnings("NullAway.Init") // set before each test
class DistsPartsGolden {

  @RegisterExtension static final Torch TORCH = new Torch();

  private static final double GAIN = Math.sqrt(6);

  private Dists dists;
  private Weights golden;
  private NDArray output;
  private NDArray reference;

  @BeforeEach
  void images() {
    dists = Dists.vgg16(TORCH.kernels());
    golden = Golden.read("diagnosis", TORCH.manager());
    output = Golden.image(TORCH.manager(), 1000, 2, 32, 36);
    reference = Golden.image(TORCH.manager(), 1001, 2, 32, 36).mul(0.7).add(output.mul(0.3));
    output.setRequiresGradient(true);
  }

  @Test
  void theGradientByStageAndTermIsPytorchs() {
    Weights weights = FidelityGolden.dists(dists, TORCH.manager());
    double[] expected = golden.get("norms").toDoubleArray();
    try (GradientScope scope = GradientScope.open(TORCH.kernels())) {
      List<Part> parts = parts(weights);
      NDList gradients = scope.gradientsOfEach(scalars(parts), output);

      assertThat(parts).extracting(Part::stage).containsExactly(0, 1, 2, 3, 4, 5);
      assertThat(gradients).hasSize(8);
      for (int i = 0; i < 8; i++) {
        assertThat(norm(gradients.get(i)))
            .as("%d", i)
            .isCloseTo(expected[i], withinPercentage(0.5));
      }
    }
  }

  @Test
  void partsAddUpToTheDistance() {
    Weights weights = FidelityGolden.dists(dists, TORCH.manager());
    double sum = 1;
    for (Part part : parts(weights)) {
      sum += part.s1().getFloat() + part.s2().getFloat();
    }
    double loss = dists.loss(weights, output, reference).getFloat();

    assertThat(sum).isCloseTo(golden.get("value").toFloatArray()[0], within(1e-5));
    assertThat(sum).isCloseTo(loss, within(1e-6));
  }

  @Test
  void itsAngleWithAnAdversarialGradientIsPytorchs() {
    Weights weights = FidelityGolden.dists(dists, TORCH.manager());
    BackboneDiscriminator critic =
        BackboneDiscriminator.of(
            Level.PATCH, Vgg16.ID, "relu3_3", TORCH.kernels(), Precision.FLOAT32);
    Weights adversary = Golden.filled(critic.parameters(), GAIN, TORCH.manager());
    set(adversary, "head.weight", 14, 1.0 / 16, 256);
    set(adversary, "head.bias", 15, 1, 1);
    try (GradientScope scope = GradientScope.open(TORCH.kernels())) {
      NDArray faithful =
          scope.gradients(dists.loss(weights, output, reference), List.of(output)).get(0);
      NDArray logits = critic.logits(adversary, output, Mode.EVALUATION);
      NDArray loss = AdversarialLoss.BCE.generator(TORCH.kernels(), null, logits);
      NDArray adversarial = scope.gradients(loss, List.of(output)).get(0);

      double cosine =
          faithful.mul(adversarial).sum().getFloat() / norm(faithful) / norm(adversarial);
      assertThat(cosine).isCloseTo(golden.get("cosine").toDoubleArray()[0], within(1e-3));
    }
    NDArray seen = critic.features(adversary, output, Mode.FOLLOWING).gt(0);
    NDArray truth = critic.features(adversary, reference, Mode.FOLLOWING).gt(0);
    double flips =
        seen.logicalXor(truth).toType(DataType.FLOAT32, true).flatten().mean().getFloat();
    assertThat(flips).isCloseTo(golden.get("flips").toDoubleArray()[0], within(1e-4));
  }

  private static void set(Weights weights, String name, int stream, double bound, long... shape) {
    weights
        .get(name)
        .set(Golden.noise(TORCH.manager(), stream, -bound, bound, shape).toFloatArray());
  }

  private List<Part> parts(Weights weights) {
    return dists.parts(
        weights,
        dists.taps(weights, output, TORCH.manager()),
        dists.taps(weights, reference, TORCH.manager()),
        TORCH.manager());
  }

  private static List<NDArray> scalars(List<Part> parts) {
    List<NDArray> scalars = new ArrayList<>();
    parts.forEach(part -> scalars.add(part.s1().add(part.s2())));
    scalars.add(parts.stream().map(Part::s1).reduce(NDArray::add).orElseThrow());
    scalars.add(parts.stream().map(Part::s2).reduce(NDArray::add).orElseThrow());
    return scalars;
  }

  private static double norm(NDArray gradient) {
    double squares = 0;
    for (float g : gradient.toFloatArray()) {
      squares += (double) g * g;
    }
    return Math.sqrt(squares);
  }
}

package io.chiral.networks.discriminator;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.chiral.networks.Golden;
import io.chiral.networks.backbone.Mode;
import io.chiral.networks.torch.GradientScope;
import io.chiral.networks.torch.Precision;
import io.chiral.networks.torch.Torch;
import io.chiral.networks.weights.Weights;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Discriminators, penalty and augmentation against PyTorch: {@code tools/golden_critics.py}. */
@SuppressWarnings("NullAway.Init") // set before each test
class CriticsGolden {

  @RegisterExtension static final Torch TORCH = new Torch();

  private Weights golden;

  /** A discriminator, its golden's images and what of it is stored. */
  private enum Case {
    PATCHGAN(41, 32, "model.0.weight"),
    UNET(24, 16, "conv0.weight");

    final int width;
    final int height;
    final String penalised;

    Case(int width, int height, String penalised) {
      this.width = width;
      this.height = height;
      this.penalised = penalised;
    }

    Discriminator discriminator() {
      return this == PATCHGAN
          ? new PatchGan(TORCH.kernels(), Precision.FLOAT32)
          : new UNetDiscriminator(TORCH.kernels(), Precision.FLOAT32);
    }

    NDArray images() {
      return Golden.image(TORCH.manager(), 1000, 2, height, width);
    }
  }

  @BeforeEach
  void read() {
    golden = Golden.read("critics", TORCH.manager());
  }

  @ParameterizedTest
  @EnumSource
  void tensorsAreAsPublished(Case it) {
    assertThat(Golden.keys(it.discriminator().parameters()))
        .isEqualTo(Golden.lines(it.discriminator().id() + ".keys"));
  }

  @ParameterizedTest
  @EnumSource
  void trainingMovesBuffersAsPyTorchDoes(Case it) {
    Discriminator discriminator = it.discriminator();
    Weights weights = filled(discriminator);

    NDArray first = discriminator.logits(weights, it.images(), Mode.TRAINING);

    Golden.assertClose(first, expected(it, "first"));
    for (String name : golden.under(discriminator.id() + ".").keySet()) {
      if (weights.names().contains(name)) {
        NDArray moved = weights.get(name).toType(DataType.FLOAT32, true);
        Golden.assertClose(moved, expected(it, name).toType(DataType.FLOAT32, true));
      }
    }
    Golden.assertClose(
        discriminator.logits(weights, it.images(), Mode.EVALUATION), expected(it, "evaluation"));
    Golden.assertClose(
        discriminator.logits(weights, it.images(), Mode.FOLLOWING), expected(it, "first"));
  }

  @ParameterizedTest
  @EnumSource
  void theGeneratorsGradientIsThatOfPyTorch(Case it) {
    Discriminator discriminator = it.discriminator();
    Weights weights = filled(discriminator);
    discriminator.logits(weights, it.images(), Mode.TRAINING);
    NDArray images = it.images();
    images.setRequiresGradient(true);

    try (GradientScope scope = GradientScope.open(TORCH.kernels())) {
      NDArray logits = discriminator.logits(weights, images, Mode.TRAINING);
      NDArray loss = AdversarialLoss.BCE.generator(TORCH.kernels(), null, logits);
      assertGradient(scope, loss, images, expected(it, "gradient"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void thePenaltyAndItsGradientAreThoseOfPyTorch(Case it) {
    Discriminator discriminator = it.discriminator();
    Weights weights = filled(discriminator);
    discriminator.logits(weights, it.images(), Mode.TRAINING);
    NDArray images = it.images();
    images.setRequiresGradient(true);
    weights.requiresGradient(true);

    try (GradientScope scope = GradientScope.open(TORCH.kernels())) {
      NDArray logits = discriminator.logits(weights, images, Mode.TRAINING);
      NDArray penalty = GradientPenalty.of(scope, TORCH.kernels(), logits, images, 5);
      Golden.assertClose(penalty, expected(it, "r1"));
      assertGradient(scope, penalty, weights.get(it.penalised), expected(it, "r1.gradient"));
    }
  }

  @Test
  void relativisticLossesAndTheirGradientsAreThoseOfPyTorch() {
    NDArray real = Golden.noise(TORCH.manager(), 2, -3, 3, 2, 1, 3, 4);
    NDArray fake = Golden.noise(TORCH.manager(), 3, -3, 3, 2, 1, 3, 4);
    real.setRequiresGradient(true);
    fake.setRequiresGradient(true);

    try (GradientScope scope = GradientScope.open(TORCH.kernels())) {
      AdversarialLoss.Parts parts =
          AdversarialLoss.RAGAN.discriminator(TORCH.kernels(), real, fake);
      NDArray generator = AdversarialLoss.RAGAN.generator(TORCH.kernels(), real, fake);
      NDArray expected = golden.get("ragan");
      Golden.assertClose(parts.real(), expected.get(0), 1e-6);
      Golden.assertClose(parts.fake(), expected.get(1), 1e-6);
      Golden.assertClose(generator, expected.get(2), 1e-6);
      assertGradient(scope, parts.real(), real, golden.get("ragan.gradient.real"));
      assertGradient(scope, generator, fake, golden.get("ragan.gradient.fake"));
    }
  }

  @Test
  void augmentationsAreThoseOfDiffAugment() {
    NDArray images = Golden.image(TORCH.manager(), 1000, 2, 16, 20);

    assertAugmented(Augmentation.COLOUR, images, 0.2, 0.3, 1.4, -0.1, 1.7, 0.6);
    assertAugmented(Augmentation.TRANSLATION, images, 2, -3, -1, 2);
    assertAugmented(Augmentation.CUTOUT, images, -3, 5, 12, 22, 4, 12, 0, 10);
  }

  private void assertAugmented(Augmentation augmentation, NDArray images, double... how) {
    String name = augmentation == Augmentation.COLOUR ? "colour" : augmentation.label();
    Golden.assertClose(
        augmentation.by(TORCH.kernels(), images, how), golden.get("augmentation." + name), 1e-6);
  }

  private static void assertGradient(
      GradientScope scope, NDArray loss, NDArray by, NDArray expected) {
    Golden.assertClose(
        scope.gradients(loss, List.of(by)).singletonOrThrow(), expected, Golden.ofScale(expected));
  }

  private NDArray expected(Case it, String name) {
    return golden.get(it.discriminator().id() + "." + name);
  }

  private static Weights filled(Discriminator discriminator) {
    return filled(discriminator, TORCH.manager());
  }

  /** The golden's values: directions of length one. */
  static Weights filled(Discriminator discriminator, NDManager manager) {
    Weights weights = Golden.filled(discriminator.parameters(), Math.sqrt(6), manager);
    int stream = -1;
    for (String name : weights.names()) {
      stream++;
      NDArray array = weights.get(name);
      if (name.endsWith("weight_u") || name.endsWith("weight_v")) {
        NDArray direction = Golden.noise(manager, stream, -1, 1, array.getShape().getShape());
        direction.div(direction.norm()).copyTo(array);
      }
    }
    return weights;
  }
}

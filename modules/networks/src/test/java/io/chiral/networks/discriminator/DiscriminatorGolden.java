package io.chiral.networks.discriminator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import io.chiral.networks.Golden;
import io.chiral.networks.backbone.Mode;
import io.chiral.networks.torch.GradientScope;
import io.chiral.networks.torch.Precision;
import io.chiral.networks.torch.Torch;
import io.chiral.networks.weights.Weights;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Discriminators and their losses against PyTorch: {@code tools/golden_fidelity.py}. */
class DiscriminatorGolden {

  @RegisterExtension static final Torch TORCH = new Torch();

  @ParameterizedTest
  @EnumSource
  void logitsAreThoseOfPyTorch(Level level) {
    BackboneDiscriminator discriminator = cut(level);
    Weights weights = filled(discriminator);
    NDArray images = Golden.image(TORCH.manager(), 1000, 2, 32, 36);

    Golden.assertClose(
        discriminator.logits(weights, images, Mode.TRAINING),
        Golden.read("fidelity", TORCH.manager()).get("discriminator." + level.label()));
  }

  @Test
  void theGeneratorsGradientIsThatOfPyTorch() {
    BackboneDiscriminator discriminator = cut(Level.PATCH);
    Weights weights = filled(discriminator);
    NDArray images = Golden.image(TORCH.manager(), 1000, 2, 32, 36);
    images.setRequiresGradient(true);

    try (GradientScope scope = GradientScope.open(TORCH.kernels())) {
      NDArray logits = discriminator.logits(weights, images, Mode.TRAINING);
      NDArray loss = AdversarialLoss.BCE.generator(TORCH.kernels(), null, logits);
      NDArray expected = Golden.read("fidelity", TORCH.manager()).get("discriminator.gradient");
      Golden.assertClose(
          scope.gradients(loss, List.of(images)).singletonOrThrow(),
          expected,
          Golden.ofScale(expected));
    }
  }

  @Test
  void lossesAreThoseOfPyTorch() {
    NDArray logits = Golden.noise(TORCH.manager(), 2, -3, 3, 2, 1, 3, 4);
    float[] expected = Golden.read("fidelity", TORCH.manager()).get("losses").toFloatArray();
    int i = 0;
    for (AdversarialLoss loss :
        List.of(AdversarialLoss.BCE, AdversarialLoss.HINGE, AdversarialLoss.LSGAN)) {
      AdversarialLoss.Parts parts = loss.discriminator(TORCH.kernels(), logits, logits.duplicate());
      NDArray generator = loss.generator(TORCH.kernels(), null, logits);
      for (NDArray value : List.of(parts.real(), parts.fake(), generator)) {
        assertThat(value.getFloat()).as(loss + " " + i).isCloseTo(expected[i++], within(1e-5f));
      }
    }
  }

  private static BackboneDiscriminator cut(Level level) {
    return BackboneDiscriminator.of(level, "vgg16", "relu3_3", TORCH.kernels(), Precision.FLOAT32);
  }

  /** The golden's backbone; the head has the streams after it. */
  private static Weights filled(BackboneDiscriminator discriminator) {
    Weights weights = Golden.filled(discriminator.parameters(), Math.sqrt(6), TORCH.manager());
    weights.get("head.weight").set(noise(14, 1 / 16.0, 256));
    weights.get("head.bias").set(noise(15, 1, 1));
    return weights;
  }

  private static float[] noise(int stream, double bound, long length) {
    return Golden.noise(TORCH.manager(), stream, -bound, bound, length).toFloatArray();
  }
}

package io.chiral.networks.backbone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.chiral.networks.Golden;
import io.chiral.networks.discriminator.BackboneDiscriminator;
import io.chiral.networks.discriminator.Level;
import io.chiral.networks.fidelity.Dists;
import io.chiral.networks.torch.GradientScope;
import io.chiral.networks.torch.Precision;
import io.chiral.networks.torch.Torch;
import io.chiral.networks.weights.Weights;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Transformers of published size, cut early, inside a fidelity metric and a discriminator. */
class TransformerUsesTest {

  @RegisterExtension static final Torch TORCH = new Torch();

  @ParameterizedTest
  @CsvSource({
    "clip-vit-b32, 9219", // A-FINE's: 3 and twelve times 768
    "clip-vit-b16, 9219",
    "dinov2-s14, 1539",
    "dinov2-b14, 3075",
    "swin-t, 1443"
  })
  void metricsCompareTheImageAndEveryTap(String id, int channels) {
    Dists dists = Dists.of(id, List.of(), TORCH.kernels(), Precision.FLOAT32);

    assertThat(dists.channels()).isEqualTo(channels);
  }

  @ParameterizedTest
  @CsvSource({"clip-vit-b16, 1", "dinov2-s14, 1", "swin-t, 2"})
  void aMetricTeaches(String id, int stage) {
    Dists dists = Dists.of(id, List.of(stage), TORCH.kernels(), Precision.FLOAT32);
    Weights weights = dists.parameters().initialise(TORCH.manager(), 5);
    NDArray reference = Golden.image(TORCH.manager(), 1, 1, 32, 48);
    NDArray output = Golden.image(TORCH.manager(), 2, 1, 32, 48);
    output.setRequiresGradient(true);

    assertThat(dists.perImage(weights, reference, reference.duplicate()).getFloat())
        .isCloseTo(0, within(1e-5f));
    try (GradientScope scope = GradientScope.open(TORCH.kernels())) {
      NDArray loss = dists.loss(weights, output, reference);
      assertThat(loss.getFloat()).isPositive();
      NDArray gradient = scope.gradients(loss, List.of(output)).singletonOrThrow();
      assertThat(gradient.abs().mean().getFloat()).isFinite().isPositive();
    }
  }

  @Test
  void aPatchLevelDiscriminatorHasALogitForEachToken() {
    BackboneDiscriminator patch = discriminator(Level.PATCH);
    Weights weights = patch.parameters().initialise(TORCH.manager(), 5);
    NDArray images = Golden.image(TORCH.manager(), 1, 2, 42, 56);

    assertThat(patch.logits(weights, images, Mode.EVALUATION).getShape())
        .isEqualTo(new Shape(2, 1, 3, 4));
  }

  @Test
  void aVanillaDiscriminatorHasALogitForEachImage() {
    BackboneDiscriminator vanilla = discriminator(Level.VANILLA);
    Weights weights = vanilla.parameters().initialise(TORCH.manager(), 5);
    NDArray images = Golden.image(TORCH.manager(), 1, 2, 40, 50);

    assertThat(vanilla.logits(weights, images, Mode.EVALUATION).getShape())
        .isEqualTo(new Shape(2, 1));
  }

  private static BackboneDiscriminator discriminator(Level level) {
    return BackboneDiscriminator.of(
        level, VisionTransformer.DINOV2_S14, "block3", TORCH.kernels(), Precision.FLOAT32);
  }
}

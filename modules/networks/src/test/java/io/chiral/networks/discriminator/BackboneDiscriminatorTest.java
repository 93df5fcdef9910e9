package io.chiral.networks.discriminator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.chiral.networks.Golden;
import io.chiral.networks.backbone.Mode;
import io.chiral.networks.torch.Precision;
import io.chiral.networks.torch.Torch;
import io.chiral.networks.weights.Weights;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class BackboneDiscriminatorTest {

  @RegisterExtension static final Torch TORCH = new Torch();

  @Test
  void tensorsAreTheBackbonesAndAHead() {
    assertThat(of(Level.PATCH, "relu1_2").parameters().names())
        .containsExactly(
            "backbone.features.0.weight",
            "backbone.features.0.bias",
            "backbone.features.2.weight",
            "backbone.features.2.bias",
            "head.weight",
            "head.bias");
    assertThat(of(Level.VANILLA, null).parameters().count())
        .isEqualTo(14_714_688 + 513); // torchvision's features, and 512 weights and a bias
  }

  @Test
  void isNamedByLevelAndCut() {
    assertThat(of(Level.PATCH, "relu3_3").id()).isEqualTo("patch-vgg16-relu3_3");
    assertThat(of(Level.VANILLA, null).id()).isEqualTo("vanilla-vgg16");
    assertThatThrownBy(() -> of(Level.PATCH, "relu3_4")).hasMessageContaining("relu3_4");
  }

  @Test
  void learnsToTellTwoImagesApart() {
    BackboneDiscriminator discriminator = of(Level.PATCH, "relu1_2");
    Weights weights = discriminator.parameters().initialise(TORCH.manager(), 3);
    NDArray real = Golden.image(TORCH.manager(), 1, 1, 8, 8);
    NDArray fake = real.mul(0.5);
    Learning learning = new Learning(TORCH, discriminator, weights, 0.001);
    for (AdversarialLoss loss : AdversarialLoss.values()) {
      assertThat(learning.gain(loss, real, fake)).as("%s", loss).isPositive();
    }
    assertThat(discriminator.logits(weights, real, Mode.TRAINING).getShape())
        .isEqualTo(new Shape(1, 1, 8, 8));
  }

  private static BackboneDiscriminator of(Level level, @Nullable String cut) {
    return BackboneDiscriminator.of(level, "vgg16", cut, TORCH.kernels(), Precision.FLOAT32);
  }
}

package io.chiral.networks.discriminator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
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
import org.junit.jupiter.params.provider.ValueSource;

/** PatchGAN, the U-Net, and what goes with adversarial losses. */
class CriticsTest {

  @RegisterExtension static final Torch TORCH = new Torch();

  @Test
  void sizesAreThePublishedOnes() {
    assertThat(patchGan().parameters().count()).isEqualTo(2_765_633);
    assertThat(uNet().parameters().count()).isEqualTo(4_376_897);
  }

  @Test
  void aLogitOfPatchGanSeesSeventyPixels() {
    Weights weights = CriticsGolden.filled(patchGan(), TORCH.manager());
    NDArray image = Golden.image(TORCH.manager(), 1, 1, 96, 96);
    image.setRequiresGradient(true);

    try (GradientScope scope = GradientScope.open(TORCH.kernels())) {
      NDArray logits = patchGan().logits(weights, image, Mode.EVALUATION);
      assertThat(logits.getShape()).isEqualTo(new Shape(1, 1, 10, 10));
      NDArray seen = scope.gradients(logits.get("0,0,5,5"), List.of(image)).get(0);
      NDArray rows = seen.abs().sum(new int[] {3}).sum(new int[] {1}).neq(0f);
      assertThat(rows.sum().getLong()).isEqualTo(70);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {PatchGan.ID, UNetDiscriminator.ID})
  void learnsToTellTwoImagesApart(String id) {
    Discriminator discriminator = id.equals(PatchGan.ID) ? patchGan() : uNet();
    double rate = id.equals(PatchGan.ID) ? 0.001 : 0.03;
    NDArray real = Golden.image(TORCH.manager(), 1, 2, 24, 24);
    NDArray fake = Golden.image(TORCH.manager(), 2, 2, 24, 24).mul(0.5);

    for (AdversarialLoss loss : List.of(AdversarialLoss.BCE, AdversarialLoss.RAGAN)) {
      Weights weights = discriminator.parameters().initialise(TORCH.manager(), 3);
      Learning learning = new Learning(TORCH, discriminator, weights, rate);
      assertThat(learning.gain(loss, real, fake)).as("%s", loss).isGreaterThan(0.01);
    }
  }

  @ParameterizedTest
  @EnumSource
  void evaluationAndFollowingMoveNothing(Mode mode) {
    for (Discriminator discriminator : List.of(patchGan(), uNet())) {
      Weights weights = discriminator.parameters().initialise(TORCH.manager(), 3);
      Weights before = weights.copy(TORCH.manager());

      discriminator.logits(weights, Golden.image(TORCH.manager(), 1, 2, 24, 24), mode);
      discriminator.features(weights, Golden.image(TORCH.manager(), 1, 2, 24, 24), mode);

      boolean moved =
          weights.buffers().entrySet().stream()
              .anyMatch(e -> !e.getValue().equals(before.get(e.getKey())));
      assertThat(moved).as(discriminator.id()).isEqualTo(mode == Mode.TRAINING);
      assertThat(weights.trainableList()).isEqualTo(before.trainableList());
    }
  }

  @Test
  void featuresAreWhatTheLastConvolutionJudges() {
    NDArray images = Golden.image(TORCH.manager(), 1, 2, 24, 32);

    assertThat(features(patchGan(), images).getShape()).isEqualTo(new Shape(2, 512, 2, 3));
    assertThat(features(uNet(), images).getShape()).isEqualTo(new Shape(2, 64, 24, 32));
  }

  private static NDArray features(Discriminator discriminator, NDArray images) {
    Weights weights = discriminator.parameters().initialise(TORCH.manager(), 3);
    return discriminator.features(weights, images, Mode.FOLLOWING);
  }

  @Test
  void refusesImagesThatDoNotFit() {
    NDArray images = Golden.image(TORCH.manager(), 1, 1, 23, 28);

    assertThatThrownBy(() -> logits(patchGan(), images)).hasMessageContaining("at least 24");
    assertThatThrownBy(() -> logits(uNet(), images)).hasMessageContaining("multiples of 8");
  }

  @ParameterizedTest
  @ValueSource(strings = {PatchGan.ID, UNetDiscriminator.ID})
  void theImagesGradientIsTheNumericOne(String id) {
    Discriminator discriminator = id.equals(PatchGan.ID) ? patchGan() : uNet();
    Weights weights = CriticsGolden.filled(discriminator, TORCH.manager());
    NDArray images = Golden.image(TORCH.manager(), 5, 2, 24, 24);
    images.setRequiresGradient(true);
    NDArray gradient;
    try (GradientScope scope = GradientScope.open(TORCH.kernels())) {
      NDArray mean = discriminator.logits(weights, images, Mode.FOLLOWING).mean();
      gradient = scope.gradients(mean, List.of(images)).singletonOrThrow();
    }

    double norm = gradient.norm().getFloat();
    NDArray step = gradient.mul((float) (0.02 / norm));
    NDArray image = images.stopGradient();
    float above = discriminator.logits(weights, image.add(step), Mode.FOLLOWING).mean().getFloat();
    float below = discriminator.logits(weights, image.sub(step), Mode.FOLLOWING).mean().getFloat();

    assertThat((above - below) / 0.04).isCloseTo(norm, withinPercentage(2));
  }

  @Test
  void bfloat16IsClose() {
    NDArray images = Golden.image(TORCH.manager(), 5, 2, 24, 24);
    for (Precision precision : Precision.values()) {
      for (Discriminator discriminator :
          List.of(
              new PatchGan(TORCH.kernels(), precision),
              new UNetDiscriminator(TORCH.kernels(), precision))) {
        Weights weights = CriticsGolden.filled(discriminator, TORCH.manager());
        NDArray logits = discriminator.logits(weights, images, Mode.EVALUATION);
        Discriminator exact = discriminator.id().equals(PatchGan.ID) ? patchGan() : uNet();
        NDArray expected = exact.logits(weights, images, Mode.EVALUATION);
        assertThat(logits.sub(expected).abs().max().getFloat())
            .isLessThan(0.05f * expected.abs().max().getFloat());
      }
    }
  }

  @Test
  void thePenaltysGradientIsTheNumericOne() {
    for (Discriminator discriminator : List.of(patchGan(), uNet())) {
      Weights weights = CriticsGolden.filled(discriminator, TORCH.manager());
      String name = discriminator.id().equals(PatchGan.ID) ? "model.11.weight" : "conv9.weight";
      NDArray weight = weights.get(name);
      weights.requiresGradient(true);
      float[] gradient = new float[Math.toIntExact(weight.size())];

      float before = penalty(discriminator, weights, name, gradient);
      double slope = 0;
      for (float g : gradient) {
        slope += (double) g * g;
      }
      double step = 1e-3 * before / slope;
      weights.requiresGradient(false);
      weight.addi(TORCH.manager().create(gradient, weight.getShape()).mul((float) step));
      weights.requiresGradient(true);
      float after = penalty(discriminator, weights, name, gradient);

      // A quadratic in the last layer: the secant over a step of 0.1 % differs by half of that.
      assertThat((after - before) / (step * slope)).isCloseTo(1, within(2e-2));
    }
  }

  /** The penalty in a following pass; its gradient by the named tensor goes into the array. */
  private static float penalty(
      Discriminator discriminator, Weights weights, String name, float[] gradient) {
    NDArray images = Golden.image(TORCH.manager(), 5, 2, 24, 24);
    images.setRequiresGradient(true);
    try (GradientScope scope = GradientScope.open(TORCH.kernels())) {
      NDArray logits = discriminator.logits(weights, images, Mode.FOLLOWING);
      NDArray penalty = GradientPenalty.of(scope, TORCH.kernels(), logits, images, 1);
      float value = penalty.getFloat();
      float[] by = scope.gradients(penalty, List.of(weights.get(name))).get(0).toFloatArray();
      System.arraycopy(by, 0, gradient, 0, by.length);
      return value;
    }
  }

  @ParameterizedTest
  @EnumSource
  void augmentationDependsOnTheSeedAloneAndPassesGradients(Augmentation augmentation) {
    NDArray images = Golden.image(TORCH.manager(), 1, 3, 16, 24);
    images.setRequiresGradient(true);

    NDArray once = augmentation.of(TORCH.kernels(), images, 7);
    assertThat(augmentation.of(TORCH.kernels(), images, 7)).isEqualTo(once);
    assertThat(augmentation.of(TORCH.kernels(), images, 8)).isNotEqualTo(once);
    assertThat(once.getShape()).isEqualTo(images.getShape());
    try (GradientScope scope = GradientScope.open(TORCH.kernels())) {
      NDArray seen = augmentation.of(TORCH.kernels(), images, 7);
      NDArray gradient = scope.gradients(seen.square().sum(), List.of(images)).get(0);
      for (int i = 0; i < 3; i++) {
        assertThat(gradient.get(i).abs().max().getFloat()).isPositive();
      }
    }
  }

  @Test
  void accuracyCountsLogitsOnTheRightSide() {
    NDArray real = TORCH.manager().create(new float[] {2, 0.4f, -1, 3}, new Shape(4, 1));
    NDArray fake = TORCH.manager().create(new float[] {1, 0.3f, -2, -3}, new Shape(4, 1));

    assertThat(accuracy(AdversarialLoss.BCE, real, fake)).isEqualTo(0.5f * (0.75f + 0.5f));
    assertThat(accuracy(AdversarialLoss.LSGAN, real, fake)).isEqualTo(0.5f * (0.5f + 0.75f));
    // Means: real 1.1, fake -0.925.
    assertThat(accuracy(AdversarialLoss.RAGAN, real, fake)).isEqualTo(0.5f * (0.75f + 1));
  }

  private static float accuracy(AdversarialLoss loss, NDArray real, NDArray fake) {
    return loss.accuracy(TORCH.kernels(), real, fake).getFloat();
  }

  private static NDArray logits(Discriminator discriminator, NDArray images) {
    Weights weights = discriminator.parameters().initialise(TORCH.manager(), 3);
    return discriminator.logits(weights, images, Mode.TRAINING);
  }

  private static Discriminator patchGan() {
    return new PatchGan(TORCH.kernels(), Precision.FLOAT32);
  }

  private static Discriminator uNet() {
    return new UNetDiscriminator(TORCH.kernels(), Precision.FLOAT32);
  }
}

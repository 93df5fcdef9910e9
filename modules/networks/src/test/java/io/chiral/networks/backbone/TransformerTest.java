package io.chiral.networks.backbone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.chiral.networks.Golden;
import io.chiral.networks.torch.GradientScope;
import io.chiral.networks.torch.Precision;
import io.chiral.networks.torch.Torch;
import io.chiral.networks.weights.Weights;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What transformers promise beside parity, on instances of a few thousand values. */
class TransformerTest {

  @RegisterExtension static final Torch TORCH = new Torch();

  @ParameterizedTest
  @CsvSource({
    "CLIP, transformer.resblocks.0.attn.in_proj_weight",
    "CLIP, positional_embedding",
    "DINOV2, blocks.1.ls1.gamma",
    "DINOV2, pos_embed",
    "SWIN, features.1.1.attn.qkv.weight",
    "SWIN, features.2.reduction.weight"
  })
  void gradientsAgreeWithDifferences(String family, String name) {
    Backbone backbone = tiny(family, null, Precision.FLOAT32);
    Weights weights = Golden.filled(backbone.parameters(), 1, TORCH.manager());
    NDArray image = Golden.image(TORCH.manager(), 3, 1, 13, 18);
    weights.requiresGradient(true);
    float[] gradient;
    try (GradientScope scope = GradientScope.open(TORCH.kernels())) {
      NDArray loss = loss(backbone, weights, image);
      gradient = scope.gradients(loss, List.of(weights.get(name))).get(0).toFloatArray();
    }
    weights.requiresGradient(false);
    float[] values = weights.get(name).toFloatArray();

    for (int i = 0; i < values.length; i += 1 + values.length / 7) {
      double difference =
          (lossWith(backbone, weights, image, name, values, i, 0.02f)
                  - lossWith(backbone, weights, image, name, values, i, -0.02f))
              / 0.04;
      // Differences of float32 losses near 0.1 carry about 1e-6 of noise over a step of 0.04.
      assertThat((double) gradient[i]).as("element " + i).isCloseTo(difference, within(2e-4));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"CLIP", "DINOV2", "SWIN"})
  void learnsOneBatch(String family) {
    Backbone backbone = tiny(family, null, Precision.FLOAT32);
    Weights weights = backbone.parameters().initialise(TORCH.manager(), 7);
    NDArray images = Golden.image(TORCH.manager(), 4, 2, 16, 16);
    NDArray target = Golden.noise(TORCH.manager(), 5, -1, 1, 2, backbone.channels());

    double first = descend(backbone, weights, images, target);
    double last = first;
    for (int step = 0; step < 300 && last > 0.1 * first; step++) {
      last = descend(backbone, weights, images, target);
    }

    assertThat(last).isLessThanOrEqualTo(0.1 * first);
  }

  @ParameterizedTest
  @ValueSource(strings = {"CLIP", "DINOV2", "SWIN"})
  void gradientsCanBeDerivedAgain(String family) {
    Backbone backbone = tiny(family, null, Precision.FLOAT32);
    Weights weights = Golden.filled(backbone.parameters(), 1, TORCH.manager());
    NDArray image = Golden.image(TORCH.manager(), 3, 1, 13, 16);
    weights.requiresGradient(true);
    image.setRequiresGradient(true);

    try (GradientScope scope = GradientScope.open(TORCH.kernels())) {
      NDArray loss = loss(backbone, weights, image);
      NDArray gradient = scope.differentiableGradients(loss, List.of(image)).singletonOrThrow();
      NDList second = scope.gradients(gradient.square().sum(), weights.trainableList());

      NDArray first = second.get(List.copyOf(weights.trainable().keySet()).indexOf(start(family)));
      assertThat(first.abs().sum().getFloat()).isFinite().isPositive();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"CLIP", "DINOV2", "SWIN"})
  void recordingChangesNothingAndNothingIsLeft(String family) {
    Backbone backbone = tiny(family, null, Precision.FLOAT32);
    Weights weights = Golden.filled(backbone.parameters(), 1, TORCH.manager());
    NDArray image = Golden.image(TORCH.manager(), 3, 2, 13, 18);
    try (NDManager owner = TORCH.manager().newSubManager()) {
      Features plain = backbone.features(weights, image, Mode.EVALUATION, owner);
      assertThat(owner.getManagedArrays()).hasSize(backbone.taps().size() + 2);
      weights.requiresGradient(true);
      try (GradientScope scope = GradientScope.open(TORCH.kernels())) {
        Features recorded = backbone.features(weights, image, Mode.TRAINING, owner);

        assertThat(scope).isNotNull();
        Golden.assertClose(recorded.map(), plain.map(), 1e-5);
        Golden.assertClose(recorded.vector(), plain.vector(), 1e-5);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"CLIP, block1", "DINOV2, block1", "SWIN, stage1"})
  void cutItEndsAtTheTap(String family, String cut) {
    Backbone whole = tiny(family, null, Precision.FLOAT32);
    Backbone part = tiny(family, cut, Precision.FLOAT32);
    Weights weights = Golden.filled(whole.parameters(), 1, TORCH.manager());
    NDArray image = Golden.image(TORCH.manager(), 3, 1, 13, 18);

    Features expected = whole.features(weights, image, Mode.EVALUATION, TORCH.manager());
    Features features = part.features(weights, image, Mode.EVALUATION, TORCH.manager());

    assertThat(part.taps()).containsExactly(whole.taps().get(0));
    assertThat(whole.parameters().names()).containsAll(part.parameters().names());
    assertThat(part.parameters().size()).isLessThan(whole.parameters().size());
    assertThat(features.taps()).hasSize(1);
    assertThat(features.map()).isEqualTo(expected.taps().get(0));
    NDArray means = features.map().flatten(2, 3).mean(new int[] {2});
    Golden.assertClose(features.vector(), means, 1e-6);
    assertThatThrownBy(() -> tiny(family, "layer4", Precision.FLOAT32))
        .hasMessageContaining("layer4")
        .hasMessageContaining(cut);
  }

  @ParameterizedTest
  @ValueSource(strings = {"CLIP", "DINOV2", "SWIN"})
  void bfloat16StaysNearFloat32(String family) {
    Backbone half = tiny(family, null, Precision.BFLOAT16);
    Weights weights = Golden.filled(half.parameters(), 1, TORCH.manager());
    NDArray image = Golden.image(TORCH.manager(), 3, 1, 13, 18);

    NDArray expected =
        tiny(family, null, Precision.FLOAT32)
            .features(weights, image, Mode.EVALUATION, TORCH.manager())
            .map();
    NDArray map = half.features(weights, image, Mode.EVALUATION, TORCH.manager()).map();

    // Values near 1 after a dozen roundings of 2^-9.
    Golden.assertClose(map, expected, 0.08);
  }

  @Test
  void aSideOfOneWindowIsNotShifted() {
    Backbone swin = tiny("SWIN", null, Precision.FLOAT32);
    Weights weights = Golden.filled(swin.parameters(), 1, TORCH.manager());
    NDArray low = Golden.image(TORCH.manager(), 3, 1, 4, 40);

    Features features = swin.features(weights, low, Mode.EVALUATION, TORCH.manager());

    assertThat(features.map().getShape()).isEqualTo(new Shape(1, 16, 1, 10));
    assertThat(features.map().isNaN().any().getBoolean()).isFalse();
  }

  private static Backbone tiny(String family, @Nullable String cut, Precision precision) {
    if (family.equals("SWIN")) {
      SwinConfig config = new SwinConfig("swin", 8, List.of(2, 1), List.of(2, 2), 3, 2);
      return SwinTransformer.of(config, cut, TORCH.kernels(), precision);
    }
    VitConfig config =
        new VitConfig("vit", VitFamily.valueOf(family), 16, 2, 2, 4, 3, 5, List.of(1, 2));
    return VisionTransformer.of(config, cut, TORCH.kernels(), precision);
  }

  /** A weight near the image. */
  private static String start(String family) {
    return switch (family) {
      case "CLIP" -> "conv1.weight";
      case "DINOV2" -> "patch_embed.proj.weight";
      default -> "features.0.0.weight";
    };
  }

  /** Noise-weighted means of map and vector; means of squares of normed features hardly move. */
  private static NDArray loss(Backbone backbone, Weights weights, NDArray image) {
    NDManager manager = image.getManager();
    Features features = backbone.features(weights, image, Mode.TRAINING, manager);
    return weighted(features.map(), 2000).add(weighted(features.vector(), 2001));
  }

  private static NDArray weighted(NDArray features, int stream) {
    NDArray noise =
        Golden.noise(features.getManager(), stream, -1, 1, features.getShape().getShape());
    return features.mul(noise.duplicate()).mean();
  }

  private static double lossWith(
      Backbone backbone,
      Weights weights,
      NDArray image,
      String name,
      float[] values,
      int i,
      float change) {
    float[] changed = values.clone();
    changed[i] += change;
    weights.get(name).set(changed);
    double loss = loss(backbone, weights, image).getFloat();
    weights.get(name).set(values);
    return loss;
  }

  /** One step of gradient descent; the loss before it. */
  private static double descend(
      Backbone backbone, Weights weights, NDArray images, NDArray target) {
    weights.requiresGradient(true);
    try (NDManager step = TORCH.manager().newSubManager()) {
      NDList gradients;
      double loss;
      NDArray expected = target.duplicate();
      expected.attach(step);
      try (GradientScope scope = GradientScope.open(TORCH.kernels())) {
        NDArray vector = backbone.features(weights, images, Mode.TRAINING, step).vector();
        NDArray error = vector.sub(expected).square().mean();
        loss = error.getFloat();
        gradients = scope.gradients(error, weights.trainableList());
      }
      weights.requiresGradient(false);
      NDList trained = weights.trainableList();
      for (int i = 0; i < trained.size(); i++) {
        trained.get(i).subi(gradients.get(i).muli(0.3));
      }
      return loss;
    }
  }
}

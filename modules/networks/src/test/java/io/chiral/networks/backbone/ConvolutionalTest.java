package io.chiral.networks.backbone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.chiral.networks.Golden;
import io.chiral.networks.torch.GradientScope;
import io.chiral.networks.torch.Precision;
import io.chiral.networks.torch.Torch;
import io.chiral.networks.weights.ParameterSpec;
import io.chiral.networks.weights.ParameterTable;
import io.chiral.networks.weights.Weights;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConvolutionalTest {

  @RegisterExtension static final Torch TORCH = new Torch();

  @ParameterizedTest
  @ValueSource(strings = {"alexnet", "squeezenet", "resnet50", "convnext-t", "vgg16"})
  void everyCutTakesItsSmallestSide(String id) {
    Backbone whole = of(id, null);
    Weights weights = Golden.filled(whole.parameters(), 1, TORCH.manager());
    for (int k = 0; k < whole.taps().size(); k++) {
      Tap tap = whole.taps().get(k);
      Backbone cut = of(id, tap.name());
      int side = cut.smallestSide();
      NDArray image = Golden.image(TORCH.manager(), 1, 1, side, side);

      Features features = cut.features(weights, image, Mode.EVALUATION, TORCH.manager());

      assertThat(cut.taps()).isEqualTo(whole.taps().subList(0, k + 1));
      assertThat(whole.parameters().names()).containsAll(cut.parameters().names());
      assertThat(features.map().getShape().getShape()).containsExactly(1, tap.channels(), 1, 1);
      assertThat(features.vector().getShape().getShape()).containsExactly(1, tap.channels());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"alexnet", "squeezenet", "resnet50", "convnext-t", "vgg16"})
  void aTapsMapIsTheImageOverItsStride(String id) {
    Backbone backbone = of(id, null);
    Weights weights = Golden.filled(backbone.parameters(), 1, TORCH.manager());
    NDArray image = Golden.image(TORCH.manager(), 1, 1, 101, 75);

    List<NDArray> maps = backbone.features(weights, image, Mode.EVALUATION, TORCH.manager()).taps();

    for (int k = 0; k < maps.size(); k++) {
      int stride = backbone.taps().get(k).stride();
      // Unpadded borders and incomplete windows take or add less than two positions.
      assertThat((double) maps.get(k).getShape().get(2)).isCloseTo(101.0 / stride, within(2.0));
      assertThat((double) maps.get(k).getShape().get(3)).isCloseTo(75.0 / stride, within(2.0));
    }
  }

  @Test
  void randomValuesAreTorchvisions() {
    assertDeviation("alexnet", "features.3.weight", 1 / Math.sqrt(3 * 64 * 25));
    assertDeviation("squeezenet", "features.12.expand3x3.weight", Math.sqrt(2.0 / (64 * 9)));
    assertDeviation("resnet50", "layer3.0.conv2.weight", Math.sqrt(2.0 / (256 * 9)));
    assertDeviation("convnext-t", "features.5.2.block.3.weight", 0.02);
    Weights resNet = of("resnet50", "stem").parameters().initialise(TORCH.manager(), 1);
    assertThat(resNet.get("bn1.running_var").toFloatArray()).containsOnly(1);
    Weights convNext = of("convnext-t", "stage1").parameters().initialise(TORCH.manager(), 1);
    assertThat(convNext.get("features.1.2.layer_scale").toFloatArray()).containsOnly(1e-6f);
  }

  @ParameterizedTest
  @CsvSource({
    "alexnet,relu2,EVALUATION",
    "squeezenet,slice2,EVALUATION",
    "resnet50,layer1,EVALUATION",
    "resnet50,stem,FOLLOWING",
    "convnext-t,stage1,EVALUATION"
  })
  void gradientsAreDifferences(String id, String cut, Mode mode) {
    Backbone backbone = of(id, cut);
    Weights weights = Golden.filled(backbone.parameters(), Math.sqrt(3), TORCH.manager());
    NDArray image = Golden.image(TORCH.manager(), 1, 2, 16, 15);
    NDArray gradient;
    image.setRequiresGradient(true);
    try (GradientScope scope = GradientScope.open(TORCH.kernels())) {
      NDArray loss = loss(backbone, weights, image, mode);
      gradient = scope.gradients(loss, List.of(image)).singletonOrThrow();
    }
    image.setRequiresGradient(false);
    // Along the gradient itself: across it, kinks of ReLUs and maxima would outweigh the slope.
    NDArray direction = gradient.div(gradient.abs().max());
    double slope = gradient.mul(direction).sum().getFloat();

    double step = 1e-3;
    double ahead = loss(backbone, weights, image.add(direction.mul(step)), mode).getFloat();
    double behind = loss(backbone, weights, image.sub(direction.mul(step)), mode).getFloat();

    assertThat((ahead - behind) / (2 * step)).isCloseTo(slope, within(0.02 * Math.abs(slope)));
  }

  /** What a gradient penalty of a discriminator asks for. */
  @ParameterizedTest
  @CsvSource({"alexnet,relu2", "squeezenet,slice2", "resnet50,layer1", "convnext-t,stage1"})
  void gradientsHaveGradients(String id, String cut) {
    Backbone backbone = of(id, cut);
    Weights weights = Golden.filled(backbone.parameters(), Math.sqrt(3), TORCH.manager());
    NDArray image = Golden.image(TORCH.manager(), 1, 2, 16, 15);
    image.setRequiresGradient(true);
    weights.requiresGradient(true);
    try (GradientScope scope = GradientScope.open(TORCH.kernels())) {
      NDArray loss = loss(backbone, weights, image, Mode.TRAINING);
      NDArray slope = scope.differentiableGradients(loss, List.of(image)).singletonOrThrow();
      NDList second = scope.gradients(slope.mul(slope).sum(), weights.trainableList());

      NDArray ofTheFirst = second.get(0);
      assertThat(ofTheFirst.isNaN().any().getBoolean()).isFalse();
      assertThat(ofTheFirst.abs().max().getFloat()).isPositive();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"alexnet", "squeezenet", "resnet50", "convnext-t"})
  void halfPrecisionIsNear(String id) {
    Backbone exact = of(id, null);
    Weights weights = Golden.filled(exact.parameters(), Math.sqrt(3), TORCH.manager());
    NDArray image = Golden.image(TORCH.manager(), 1, 1, 40, 40);
    NDArray vector = exact.features(weights, image, Mode.EVALUATION, image.getManager()).vector();
    NDArray near =
        Backbones.of(id, null, Pooling.MAXIMUM, TORCH.kernels(), Precision.BFLOAT16)
            .features(weights, image, Mode.EVALUATION, image.getManager())
            .vector();

    assertThat(near.getDataType()).isEqualTo(vector.getDataType());
    float error = near.sub(vector).norm().getFloat() / vector.norm().getFloat();
    assertThat(error).isPositive().isLessThan(0.03f);
  }

  @ParameterizedTest
  @CsvSource({"alexnet,relu3", "squeezenet,slice3", "resnet50,layer1", "convnext-t,stage2"})
  void fitsOneBatch(String id, String cut) {
    Backbone backbone = of(id, cut);
    Weights weights = backbone.parameters().initialise(TORCH.manager(), 5);
    NDArray images = Golden.image(TORCH.manager(), 1, 2, 33, 35);
    NDArray target = Golden.noise(TORCH.manager(), 2, 0, 0.5, 2, backbone.channels());
    double first = fit(backbone, weights, images, target);
    double last = first;
    for (int step = 0; step < 12; step++) {
      last = fit(backbone, weights, images, target);
    }
    assertThat(last).isLessThan(0.8 * first);
  }

  @Test
  void batchStatisticsMoveOnlyInTraining() {
    Backbone backbone = of("resnet50", "layer1");
    Weights weights = backbone.parameters().initialise(TORCH.manager(), 5);
    NDArray image = Golden.image(TORCH.manager(), 1, 2, 16, 16);
    try (Weights before = weights.copy(TORCH.manager())) {
      backbone.features(weights, image, Mode.EVALUATION, TORCH.manager());
      backbone.features(weights, image, Mode.FOLLOWING, TORCH.manager());
      weights.asMap().forEach((n, array) -> assertThat(array).as(n).isEqualTo(before.get(n)));

      backbone.features(weights, image, Mode.TRAINING, TORCH.manager());
      backbone.features(weights, image, Mode.TRAINING, TORCH.manager());
      for (ParameterSpec spec : backbone.parameters()) {
        NDArray was = before.get(spec.name());
        assertThat(weights.get(spec.name()).equals(was)).as(spec.name()).isEqualTo(!spec.buffer());
      }
      assertThat(weights.get("layer1.2.bn3.num_batches_tracked").getLong()).isEqualTo(2);
    }
  }

  /**
   * A discriminator's step: the second pass moves statistics that the first one's graph has seen.
   */
  @Test
  void twoTrainingPassesOfOneStepKeepTheirGradients() {
    Backbone backbone = of("resnet50", "layer1");
    Weights weights = backbone.parameters().initialise(TORCH.manager(), 5);
    NDArray real = Golden.image(TORCH.manager(), 1, 2, 16, 16);
    NDArray fake = Golden.image(TORCH.manager(), 2, 2, 16, 16);
    NDArray weight = weights.get("layer1.0.conv2.weight");
    weight.setRequiresGradient(true);
    try (GradientScope scope = GradientScope.open(TORCH.kernels())) {
      NDArray both =
          loss(backbone, weights, real, Mode.TRAINING)
              .add(loss(backbone, weights, fake, Mode.TRAINING));
      NDArray together = scope.gradients(both, List.of(weight)).singletonOrThrow();
      NDArray first =
          scope
              .gradients(loss(backbone, weights, real, Mode.FOLLOWING), List.of(weight))
              .singletonOrThrow();
      NDArray second =
          scope
              .gradients(loss(backbone, weights, fake, Mode.FOLLOWING), List.of(weight))
              .singletonOrThrow();

      Golden.assertClose(together, first.add(second), 1e-6);
    }
  }

  @Test
  void leavesNothingButFeatures() {
    Backbone backbone = of("resnet50", "layer1");
    Weights weights = backbone.parameters().initialise(TORCH.manager(), 5);
    NDArray image = Golden.image(TORCH.manager(), 1, 2, 16, 16);
    try (NDManager manager = TORCH.manager().newSubManager()) {
      int before = weights.manager().getManagedArrays().size();
      backbone.features(weights, image, Mode.TRAINING, manager);

      assertThat(manager.getManagedArrays()).hasSize(3); // two taps and the vector
      assertThat(weights.manager().getManagedArrays()).hasSize(before);
    }
  }

  @Test
  void refusesAnUnknownTap() {
    assertThatThrownBy(() -> of("resnet50", "layer5"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("stem, layer1, layer2, layer3, layer4")
        .hasMessageContaining("layer5");
  }

  private static double fit(Backbone backbone, Weights weights, NDArray images, NDArray target) {
    try (NDManager step = TORCH.manager().newSubManager()) {
      NDArray x = images.duplicate();
      x.attach(step);
      weights.requiresGradient(true);
      NDList gradients;
      double before;
      try (GradientScope scope = GradientScope.open(TORCH.kernels())) {
        NDArray error = backbone.features(weights, x, Mode.TRAINING, step).vector().sub(target);
        NDArray loss = error.mul(error).mean();
        before = loss.getFloat();
        gradients = scope.gradients(loss, weights.trainableList());
      }
      weights.requiresGradient(false);
      NDList trained = weights.trainableList();
      for (int i = 0; i < trained.size(); i++) {
        trained.get(i).subi(gradients.get(i).sign().muli(1e-3)); // Adam's first step
      }
      return before;
    }
  }

  private static NDArray loss(Backbone backbone, Weights weights, NDArray image, Mode mode) {
    NDArray map = backbone.features(weights, image, mode, image.getManager()).map();
    return map.mul(map).mean();
  }

  private static void assertDeviation(String id, String name, double deviation) {
    Backbone backbone = of(id, null);
    for (ParameterSpec spec : backbone.parameters()) {
      if (spec.name().equals(name)) {
        NDArray values = ParameterTable.of(List.of(spec)).initialise(TORCH.manager(), 1).get(name);
        assertThat((double) values.square().mean().sqrt().getFloat())
            .isCloseTo(deviation, within(0.02 * deviation));
        return;
      }
    }
    throw new AssertionError(name);
  }

  private static Backbone of(String id, @Nullable String cut) {
    return Backbones.of(id, cut, Pooling.MAXIMUM, TORCH.kernels(), Precision.FLOAT32);
  }
}

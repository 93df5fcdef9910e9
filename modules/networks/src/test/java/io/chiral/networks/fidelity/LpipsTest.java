package io.chiral.networks.fidelity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.chiral.networks.Golden;
import io.chiral.networks.torch.GradientScope;
import io.chiral.networks.torch.Precision;
import io.chiral.networks.torch.Torch;
import io.chiral.networks.weights.Weights;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LpipsTest {

  @RegisterExtension static final Torch TORCH = new Torch();

  @Test
  void isZeroForEqualImagesAndGrowsWithTheError() {
    Lpips lpips = of("squeeze");
    Weights weights = lpips.parameters().initialise(TORCH.manager(), 1);
    NDArray reference = Golden.image(TORCH.manager(), 1, 2, 32, 32);
    NDArray noise = Golden.noise(TORCH.manager(), 2, -1, 1, 2, 3, 32, 32);

    NDArray same = lpips.perImage(weights, reference, reference);
    float little = lpips.loss(weights, reference.add(noise.mul(0.05)), reference).getFloat();
    float much = lpips.loss(weights, reference.add(noise.mul(0.2)), reference).getFloat();

    assertThat(same.getShape()).isEqualTo(new Shape(2));
    assertThat(same.toFloatArray()).containsOnly(0);
    assertThat(little).isPositive().isLessThan(much);
  }

  @Test
  void leadsAnImageTowardsItsReference() {
    Lpips lpips = of("alex");
    Weights weights = lpips.parameters().initialise(TORCH.manager(), 1);
    NDArray reference = Golden.image(TORCH.manager(), 1, 1, 40, 40);
    NDArray image = reference.mul(0).add(0.5f);
    double first = lpips.loss(weights, image, reference).getFloat();
    for (int step = 0; step < 10; step++) {
      image = nearer(lpips, weights, image, reference);
    }
    assertThat((double) lpips.loss(weights, image, reference).getFloat()).isLessThan(0.8 * first);
  }

  private static NDArray nearer(Lpips lpips, Weights weights, NDArray image, NDArray reference) {
    try (NDManager step = TORCH.manager().newSubManager();
        GradientScope scope = GradientScope.open(TORCH.kernels())) {
      NDArray x = image.stopGradient();
      x.attach(step);
      x.setRequiresGradient(true);
      NDArray loss = lpips.loss(weights, x, reference);
      NDArray gradient = scope.gradients(loss, List.of(x)).singletonOrThrow();
      NDArray moved = x.stopGradient().sub(gradient.div(gradient.norm()));
      moved.attach(TORCH.manager());
      return moved;
    }
  }

  @Test
  void aGradientIsADifference() {
    Lpips lpips = of("squeeze");
    Weights weights = Golden.filled(lpips.parameters(), Math.sqrt(6), TORCH.manager());
    NDArray image = Golden.image(TORCH.manager(), 1, 1, 17, 19);
    NDArray reference = Golden.image(TORCH.manager(), 2, 1, 17, 19);
    NDArray gradient;
    image.setRequiresGradient(true);
    try (GradientScope scope = GradientScope.open(TORCH.kernels())) {
      NDArray loss = lpips.loss(weights, image, reference);
      gradient = scope.gradients(loss, List.of(image)).singletonOrThrow();
    }
    image.setRequiresGradient(false);
    NDArray direction = gradient.div(gradient.abs().max());
    double slope = gradient.mul(direction).sum().getFloat();

    double step = 1e-3;
    double ahead = lpips.loss(weights, image.add(direction.mul(step)), reference).getFloat();
    double behind = lpips.loss(weights, image.sub(direction.mul(step)), reference).getFloat();

    assertThat((ahead - behind) / (2 * step)).isCloseTo(slope, within(0.02 * Math.abs(slope)));
  }

  /** Where no channel answers, the root of the sum of squares has no gradient. */
  @Test
  void gradientsAreFiniteWhereThereAreNoFeatures() {
    Lpips lpips = of("alex");
    Weights weights = lpips.parameters().initialise(TORCH.manager(), 1);
    weights.get("backbone.features.3.bias").set(new float[192]);
    weights.get("backbone.features.3.weight").muli(0); // no feature anywhere from relu2 on
    NDArray image = Golden.image(TORCH.manager(), 1, 1, 32, 32);
    NDArray reference = Golden.image(TORCH.manager(), 2, 1, 32, 32);
    image.setRequiresGradient(true);
    try (GradientScope scope = GradientScope.open(TORCH.kernels())) {
      NDArray loss = lpips.loss(weights, image, reference);
      NDArray gradient = scope.gradients(loss, List.of(image)).singletonOrThrow();
      assertThat(gradient.isNaN().any().getBoolean()).isFalse();
      assertThat(gradient.abs().max().getFloat()).isPositive().isLessThan(10);
    }
  }

  @Test
  void namesTensorsAsPublished() {
    Lpips lpips = of("squeeze");

    assertThat(Golden.keys(lpips.heads()))
        .containsExactly(
            "lin0.model.1.weight [1, 64, 1, 1]",
            "lin1.model.1.weight [1, 128, 1, 1]",
            "lin2.model.1.weight [1, 256, 1, 1]",
            "lin3.model.1.weight [1, 384, 1, 1]",
            "lin4.model.1.weight [1, 384, 1, 1]",
            "lin5.model.1.weight [1, 512, 1, 1]",
            "lin6.model.1.weight [1, 512, 1, 1]");
    assertThat(lpips.parameters().names())
        .contains("backbone.features.12.squeeze.bias", "lin6.model.1.weight");
  }

  @Test
  void refusesWhatItDoesNotKnowOrSee() {
    assertThatThrownBy(() -> of("resnet"))
        .hasMessageContaining("alex, squeeze, vgg")
        .hasMessageContaining("resnet");
    Lpips lpips = of("alex");
    Weights weights = lpips.parameters().initialise(TORCH.manager(), 1);
    NDArray small = Golden.image(TORCH.manager(), 1, 1, 30, 40);
    assertThatThrownBy(() -> lpips.perImage(weights, small, small))
        .hasMessageContaining("at least 31");
  }

  private static Lpips of(String net) {
    return Lpips.of(net, TORCH.kernels(), Precision.FLOAT32);
  }
}

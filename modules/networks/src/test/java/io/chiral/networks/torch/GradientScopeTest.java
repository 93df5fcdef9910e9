package io.chiral.networks.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.pytorch.jni.JniUtils;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class GradientScopeTest {

  @RegisterExtension static final Torch TORCH = new Torch();

  @Test
  void gradientsDoNotAccumulate() {
    NDArray x = leaf(1, 2, 3);
    NDArray unrelated = leaf(4, 5);

    for (int pass = 0; pass < 2; pass++) {
      try (GradientScope scope = GradientScope.open(TORCH.kernels())) {
        NDList gradients = scope.gradients(x.square().sum(), List.of(x, unrelated));
        assertThat(gradients.get(0).toFloatArray()).containsExactly(2, 4, 6);
        assertThat(gradients.get(1).toFloatArray()).containsExactly(0, 0);
      }
    }
  }

  @Test
  void gradientsCanBeDerivedAgain() {
    NDArray x = leaf(1, 2, 3);

    try (GradientScope scope = GradientScope.open(TORCH.kernels())) {
      NDArray cubes = x.mul(x).mul(x).sum();
      NDArray gradient = scope.differentiableGradients(cubes, List.of(x)).singletonOrThrow();
      NDArray penalty = gradient.square().sum(); // sum of 9 x^4
      assertThat(scope.gradients(penalty, List.of(x)).singletonOrThrow().toFloatArray())
          .containsExactly(36, 288, 972);
    }
  }

  @Test
  void outsideAScopeNothingIsRecorded() {
    NDArray x = leaf(1, 2, 3);
    try (GradientScope scope = GradientScope.open(TORCH.kernels())) {
      assertThat(scope.gradients(x.sum(), List.of(x))).hasSize(1);
    }

    assertThat(JniUtils.isGradMode()).isFalse();
    assertThat(x.square().hasGradient()).isFalse();
  }

  @Test
  void aSecondScopeIsRefusedAndTheFirstGoesOn() {
    NDArray x = leaf(1, 2, 3);

    try (GradientScope scope = GradientScope.open(TORCH.kernels())) {
      assertThatThrownBy(() -> GradientScope.open(TORCH.kernels()))
          .isInstanceOf(IllegalStateException.class);
      assertThat(scope.gradients(x.square().sum(), List.of(x)).get(0).toFloatArray())
          .containsExactly(2, 4, 6);
    }
  }

  @Test
  void aMissingSourceIsNamed() {
    assertThatThrownBy(() -> TorchKernels.load(TORCH.manager(), "/no/such.py"))
        .hasMessageContaining("/no/such.py");
  }

  private static NDArray leaf(float... values) {
    NDArray array = TORCH.manager().create(values);
    array.setRequiresGradient(true);
    return array;
  }
}

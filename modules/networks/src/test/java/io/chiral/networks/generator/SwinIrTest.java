package io.chiral.networks.generator;

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
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SwinIrTest {

  @RegisterExtension static final Torch TORCH = new Torch();

  private final SwinIr tiny = SwinIr.of(SwinIrConfig.tiny(2), TORCH.kernels());

  @Test
  void gradientsAgreeWithDifferences() {
    Weights weights = Golden.filled(tiny.parameters(), 1, TORCH.manager()).requiresGradient(true);
    NDArray lr = Golden.image(TORCH.manager(), 3, 1, 8, 8);
    String name = "layers.0.residual_group.blocks.1.attn.qkv.weight";
    float[] gradient;
    try (GradientScope scope = GradientScope.open(TORCH.kernels())) {
      NDArray loss = tiny.restore(weights, lr).square().mean();
      gradient = scope.gradients(loss, List.of(weights.get(name))).get(0).toFloatArray();
    }
    weights.requiresGradient(false);
    float[] values = weights.get(name).toFloatArray();

    for (int i = 0; i < values.length; i += 31) {
      double difference =
          (lossWith(weights, name, values, i, 0.02f, lr)
                  - lossWith(weights, name, values, i, -0.02f, lr))
              / 0.04;
      // Differences of float32 losses near 0.3 carry about 1e-6 of noise over a step of 0.04.
      assertThat((double) gradient[i]).as("element " + i).isCloseTo(difference, within(5e-5));
    }
  }

  @Test
  void learnsOneBatch() {
    Weights weights = tiny.parameters().initialise(TORCH.manager(), 7).requiresGradient(true);
    NDArray lr = Golden.image(TORCH.manager(), 4, 2, 8, 8);
    NDArray hr = Golden.image(TORCH.manager(), 5, 2, 16, 16);

    double first = descend(weights, lr, hr);
    double last = first;
    for (int step = 0; step < 30; step++) {
      last = descend(weights, lr, hr);
    }

    assertThat(last).isLessThan(0.9 * first).isFinite();
  }

  @Test
  void dropsPathsByTheKeyAloneAndOnlyInTraining() {
    Weights weights = Golden.filled(tiny.parameters(), 1, TORCH.manager());
    NDArray lr = Golden.image(TORCH.manager(), 6, 16, 8, 8);

    NDArray once = tiny.forward(weights, lr, true, 11);
    assertThat(tiny.forward(weights, lr, true, 11)).isEqualTo(once);
    assertThat(tiny.forward(weights, lr, true, 12)).isNotEqualTo(once);
    assertThat(tiny.restore(weights, lr)).isNotEqualTo(once);
    assertThat(tiny.restore(weights, lr)).isEqualTo(tiny.forward(weights, lr, false, 12));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4})
  void theInterpolatingStartIsBicubicAwayFromTheBorder(int scale) {
    SwinIr network = SwinIr.of(SwinIrConfig.small(scale), TORCH.kernels());
    Weights weights = network.interpolatingStart(TORCH.manager(), 1);
    NDArray lr = Golden.image(TORCH.manager(), 8, 1, 16, 16);

    float[] output = network.restore(weights, lr).toFloatArray();

    float[] pixels = lr.toFloatArray();
    int side = 16 * scale;
    for (int y = 2 * scale; y < side - 2 * scale; y++) {
      for (int x = 2 * scale; x < side - 2 * scale; x++) {
        assertThat((double) output[y * side + x])
            .as("y %d x %d", y, x)
            .isCloseTo(bicubic(pixels, y, x, scale), within(1e-5)); // float32 sums of 25 terms
      }
    }
  }

  @Test
  void bfloat16StaysNearFloat32() {
    SwinIr half = SwinIr.of(SwinIrConfig.tiny(2), TORCH.kernels(), Precision.BFLOAT16);
    Weights weights = Golden.filled(tiny.parameters(), 1, TORCH.manager());
    NDArray lr = Golden.image(TORCH.manager(), 9, 1, 8, 8);

    // bfloat16 has eight bits of precision: a few roundings of 2^-9 along the way.
    Golden.assertClose(half.restore(weights, lr), tiny.restore(weights, lr), 0.05);
  }

  @Test
  void nothingNativeIsLeftByThirtySteps() {
    Weights weights = tiny.parameters().initialise(TORCH.manager(), 7).requiresGradient(true);
    NDArray lr = Golden.image(TORCH.manager(), 4, 2, 8, 8);
    NDArray hr = Golden.image(TORCH.manager(), 5, 2, 16, 16);
    descend(weights, lr, hr);
    int before = resources(weights);

    for (int step = 0; step < 30; step++) {
      descend(weights, lr, hr);
    }

    assertThat(resources(weights)).isEqualTo(before);
    // A forward pass leaves its result and nothing else.
    try (NDArray output = tiny.restore(weights, lr)) {
      assertThat(output.getShape()).isEqualTo(new Shape(2, 3, 16, 16));
      assertThat(resources(weights)).isEqualTo(before + 1);
    }
  }

  @Test
  void refusesImagesThatReflectionCannotPad() {
    Weights weights = tiny.parameters().initialise(TORCH.manager(), 7);

    assertThatThrownBy(() -> tiny.restore(weights, TORCH.manager().zeros(new Shape(1, 3, 2, 8))))
        .hasMessageContaining("side of 2 pixels")
        .hasMessageContaining("window 4");
    assertThatThrownBy(() -> tiny.restore(weights, TORCH.manager().zeros(new Shape(1, 1, 8, 8))))
        .hasMessageContaining("(1, 1, 8, 8)");
  }

  private static int resources(Weights weights) {
    return TORCH.manager().getManagedArrays().size() + weights.manager().getManagedArrays().size();
  }

  /** One step of gradient descent; the loss before it. */
  private double descend(Weights weights, NDArray lr, NDArray hr) {
    Map<String, NDArray> trained = weights.trainable();
    try (NDManager step = TORCH.manager().newSubManager()) {
      NDList gradients;
      double loss;
      NDArray input = lr.duplicate();
      input.attach(step);
      try (GradientScope scope = GradientScope.open(TORCH.kernels())) {
        NDArray error = tiny.forward(weights, input, true, 1).sub(hr).square().mean();
        loss = error.getFloat();
        gradients = scope.gradients(error, List.copyOf(trained.values()));
      }
      weights.requiresGradient(false);
      int i = 0;
      for (NDArray tensor : trained.values()) {
        tensor.subi(gradients.get(i++).muli(0.05));
      }
      weights.requiresGradient(true);
      return loss;
    }
  }

  private double lossWith(
      Weights weights, String name, float[] values, int i, float change, NDArray lr) {
    float[] changed = values.clone();
    changed[i] += change;
    weights.get(name).set(changed);
    try (NDArray output = tiny.restore(weights, lr)) {
      double sum = 0;
      for (float v : output.toFloatArray()) {
        sum += (double) v * v;
      }
      return sum / output.size();
    } finally {
      weights.get(name).set(values);
    }
  }

  /** Keys's cubic convolution of the red plane, a = −1/2, written out as in the paper. */
  private static double bicubic(float[] pixels, int y, int x, int scale) {
    double v = (y + 0.5) / scale - 0.5;
    double u = (x + 0.5) / scale - 0.5;
    double sum = 0;
    for (int j = (int) Math.floor(v) - 1; j <= Math.floor(v) + 2; j++) {
      for (int i = (int) Math.floor(u) - 1; i <= Math.floor(u) + 2; i++) {
        sum += cubic(Math.abs(v - j)) * cubic(Math.abs(u - i)) * pixels[j * 16 + i];
      }
    }
    return sum;
  }

  private static double cubic(double d) {
    return d < 1 ? (1.5 * d - 2.5) * d * d + 1 : ((-0.5 * d + 2.5) * d - 4) * d + 2;
  }
}

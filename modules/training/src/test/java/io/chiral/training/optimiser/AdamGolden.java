package io.chiral.training.optimiser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import io.chiral.messages.spec.OptimiserSpec;
import io.chiral.networks.weights.Safetensors;
import io.chiral.networks.weights.Weights;
import io.chiral.training.Torch;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Against torch.optim; {@code tools/golden_optimiser.py} made the values. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdamGolden {

  /** Rounding of float32 values near 1, after four updates. */
  private static final float ROUNDING = 1e-6f;

  private Torch torch;
  private Weights golden;

  @BeforeAll
  void start() throws IOException, URISyntaxException {
    torch = Torch.start(1);
    var file = Objects.requireNonNull(AdamGolden.class.getResource("adam.safetensors"));
    golden = Safetensors.read(Path.of(file.toURI()), torch.manager());
  }

  @AfterAll
  void stop() {
    torch.close();
  }

  @Test
  void adamMovesAsTorchDoes() {
    requireEqual("adam", 0, -1);
  }

  @Test
  void adamWithDecayMovesAsAdamWDoes() {
    requireEqual("adamw", 0.1, -1);
  }

  @Test
  void gradientsAreClippedByTheirCommonNorm() {
    requireEqual("clipped", 0, 0.5);
  }

  @Test
  void aGradientThatIsNotFiniteChangesNothing() {
    Weights weights = golden.view("first.").copy(torch.manager());
    Adam adam = adam(weights, 0);
    NDList gradients =
        new NDList(torch.manager().ones(new Shape(3, 4)), torch.manager().ones(new Shape(5)));
    gradients.get(1).set(new float[] {1, 1, Float.NaN, 1, 1});

    assertThat(adam.update(gradients, 1, -1)).isNaN();

    assertThat(adam.updates()).isZero();
    assertThat(weights.get("a").toFloatArray()).isEqualTo(golden.get("first.a").toFloatArray());
    assertThat(Objects.requireNonNull(adam.moments().get("exp_avg.a")).toFloatArray())
        .containsOnly(0);
  }

  private void requireEqual(String variant, double decay, double clipNorm) {
    Weights weights = golden.view("first.").copy(torch.manager());
    MovingAverage average = new MovingAverage(torch.kernels(), 0.9, weights.copy(torch.manager()));
    Adam adam = adam(weights, decay);

    for (int t = 0; t < 4; t++) {
      Map<String, NDArray> gradients = golden.under("gradient" + t + ".");
      adam.update(
          new NDList(gradients.values().toArray(NDArray[]::new)), t < 2 ? 1 : 0.5, clipNorm);
      average.follow(weights);
    }

    for (String name : weights.names()) {
      requireClose(weights.get(name), variant + "." + name);
      requireClose(average.average().get(name), variant + ".average." + name);
    }
    adam.moments().forEach((name, moment) -> requireClose(moment, variant + "." + name));
  }

  private Adam adam(Weights weights, double decay) {
    OptimiserSpec spec = new OptimiserSpec(1e-2, 0.9, 0.99, 1e-3, decay);
    return new Adam(torch.kernels(), spec, weights.trainable(), torch.manager());
  }

  private void requireClose(NDArray found, String name) {
    float[] expected = golden.get(name).toFloatArray();
    float[] actual = found.toFloatArray();
    for (int i = 0; i < expected.length; i++) {
      float tolerance = ROUNDING * Math.max(1, Math.abs(expected[i]));
      assertThat(actual[i]).as(name + "[" + i + "]").isCloseTo(expected[i], within(tolerance));
    }
  }
}

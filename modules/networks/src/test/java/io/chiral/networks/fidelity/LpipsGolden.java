package io.chiral.networks.fidelity;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import io.chiral.networks.Golden;
import io.chiral.networks.torch.GradientScope;
import io.chiral.networks.torch.Precision;
import io.chiral.networks.torch.Torch;
import io.chiral.networks.weights.Weights;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against the lpips package: {@code tools/golden_backbones_conv.py} makes the goldens. */
class LpipsGolden {

  @RegisterExtension static final Torch TORCH = new Torch();

  @ParameterizedTest
  @ValueSource(strings = {"alex", "vgg", "squeeze"})
  void agreesInDistanceAndGradient(String net) {
    Lpips lpips = Lpips.of(net, TORCH.kernels(), Precision.FLOAT32);
    Weights golden = Golden.read("lpips", TORCH.manager());
    Weights weights = Golden.filled(lpips.parameters(), Math.sqrt(6), TORCH.manager());
    int stream = lpips.backbone().parameters().size();
    for (String name : lpips.heads().names()) {
      NDArray head = weights.get(name);
      head.set(Golden.noise(TORCH.manager(), stream++, 0, 1, head.size()).toFloatArray());
    }
    NDArray output = Golden.image(TORCH.manager(), 1000, 2, 45, 37);
    NDArray reference =
        Golden.image(TORCH.manager(), 1001, 2, 45, 37).mul(0.7).add(output.mul(0.3));
    output.setRequiresGradient(true);

    assertThat(lpips.id()).isEqualTo("lpips-" + net);
    try (GradientScope scope = GradientScope.open(TORCH.kernels())) {
      NDArray distance = lpips.perImage(weights, output, reference);
      Golden.assertClose(distance, golden.get(net));
      NDArray gradient = scope.gradients(distance.mean(), List.of(output)).singletonOrThrow();
      NDArray expected = golden.get(net + ".gradient");
      // Gradients of a mean are small: absolute tolerance at 1e-3 of their scale.
      Golden.assertClose(
          gradient.flatten().get("::" + (gradient.size() / 500 | 1)),
          expected,
          Golden.ofScale(expected));
    }
  }
}

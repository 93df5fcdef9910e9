package io.chiral.networks.generator;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import io.chiral.networks.Golden;
import io.chiral.networks.torch.GradientScope;
import io.chiral.networks.torch.Torch;
import io.chiral.networks.weights.Weights;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SwinIR against PyTorch: {@code tools/golden_swinir.py} makes what is compared here. */
class SwinIrGolden {

  @RegisterExtension static final Torch TORCH = new Torch();

  @ParameterizedTest
  @CsvSource({
    "classical, 11900199, 550",
    "lightweight, 929628, 366",
    "real-m, 11715559, 552",
    "real-l, 28013059, 859",
    "small, 71178, 72",
    "tiny, 6324, 41"
  })
  void namesShapesAndCountsAreAsPublished(String name, long count, int entries) {
    SwinIr network = SwinIr.of(published(name), TORCH.kernels());

    assertThat(Golden.keys(network.parameters()))
        .isEqualTo(Golden.lines("swinir-" + name + "-x4.keys"))
        .hasSize(entries);
    assertThat(network.parameters().count()).isEqualTo(count);
  }

  @ParameterizedTest
  @CsvSource({"direct-x3, 2, 9, 14", "shuffle-x4, 1, 8, 12", "nearest-x4, 1, 7, 8"})
  void outputsAndGradientsAreThoseOfPyTorch(String name, long b, long h, long w) {
    SwinIr network = SwinIr.of(tiny(name), TORCH.kernels());
    Weights weights = Golden.filled(network.parameters(), 1, TORCH.manager());
    Weights golden = Golden.read("swinir-" + name, TORCH.manager());
    NDArray lr = Golden.image(TORCH.manager(), 1000, b, h, w);
    weights.requiresGradient(true);
    lr.setRequiresGradient(true);
    String table = "layers.0.residual_group.blocks.1.attn.relative_position_bias_table";

    try (GradientScope scope = GradientScope.open(TORCH.kernels())) {
      NDArray output = network.restore(weights, lr);
      Golden.assertClose(output, golden.get("output"));
      NDArray loss = output.square().mean();
      NDList gradients =
          scope.gradients(loss, List.of(lr, weights.get("conv_first.weight"), weights.get(table)));
      // Gradients are small numbers: absolute tolerance at 1e-3 of their scale.
      Golden.assertClose(gradients.get(0), golden.get("gradient.input"), 1e-6);
      Golden.assertClose(gradients.get(1), golden.get("gradient.conv_first.weight"), 1e-5);
      Golden.assertClose(gradients.get(2), golden.get("gradient." + table), 1e-7);
    }
  }

  private static SwinIrConfig published(String name) {
    return switch (name) {
      case "classical" -> SwinIrConfig.classical(4, 48);
      case "lightweight" -> SwinIrConfig.lightweight(4);
      case "real-m" -> SwinIrConfig.realMedium(4);
      case "real-l" -> SwinIrConfig.realLarge(4);
      case "small" -> SwinIrConfig.small(4);
      default -> SwinIrConfig.tiny(4);
    };
  }

  private static SwinIrConfig tiny(String name) {
    return switch (name) {
      case "direct-x3" ->
          tiny(3, List.of(2, 1), List.of(2, 4), Upsampler.PIXEL_SHUFFLE_DIRECT, false);
      case "shuffle-x4" -> tiny(4, List.of(2), List.of(2), Upsampler.PIXEL_SHUFFLE, false);
      default -> tiny(4, List.of(2), List.of(2), Upsampler.NEAREST_CONV, true);
    };
  }

  private static SwinIrConfig tiny(
      int scale, List<Integer> depths, List<Integer> heads, Upsampler upsampler, boolean three) {
    return new SwinIrConfig("golden", scale, 8, 8, depths, heads, 4, 2, upsampler, three, 0.1);
  }
}

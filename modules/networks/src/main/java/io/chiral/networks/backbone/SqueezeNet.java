package io.chiral.networks.backbone;

import static io.chiral.networks.weights.ParameterSpec.parameter;

import io.chiral.networks.torch.Precision;
import io.chiral.networks.torch.TorchKernels;
import io.chiral.networks.weights.Initialisation;
import io.chiral.networks.weights.ParameterSpec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The convolutions of SqueezeNet 1.1 (Iandola et al., <a
 * href="https://arxiv.org/abs/1602.07360">arXiv 1602.07360</a>) as in torchvision's {@code
 * squeezenet1_1}.
 *
 * <p>Parameters: {@code features.0} and, in each fire module, {@code
 * features.N.{squeeze,expand1x1,expand3x3}}, N 3, 4, 6, 7, 9 to 12; {@code weight} (out, in, k, k),
 * kaiming uniform by fan-in, and {@code bias} (out), 0. Taps: the seven places where LPIPS compares
 * ({@code lpips/pretrained_networks.py} of github.com/richzhang/PerceptualSimilarity at 082bb24).
 */
final class SqueezeNet {

  static final String ID = "squeezenet";

  /** Each pooling halves, a last incomplete window included, and wants two positions. */
  private static final List<ConvolutionalStage> STAGES =
      List.of(
          stem(),
          stage(new Tap("slice2", 128, 4), 5, 3, 2, 64, 16, true),
          stage(new Tap("slice3", 256, 8), 9, 6, 2, 128, 32, true),
          stage(new Tap("slice4", 384, 16), 17, 9, 1, 256, 48, true),
          stage(new Tap("slice5", 384, 16), 17, 10, 1, 384, 48, false),
          stage(new Tap("slice6", 512, 16), 17, 11, 1, 384, 64, false),
          stage(new Tap("slice7", 512, 16), 17, 12, 1, 512, 64, false));

  private SqueezeNet() {}

  /** The pooling is not replaced: its windows overlap as it is. */
  static Backbone of(
      @Nullable String cut, Pooling pooling, TorchKernels kernels, Precision precision) {
    return ConvolutionalBackbone.upTo(cut, ID, false, STAGES, kernels, precision);
  }

  private static ConvolutionalStage stem() {
    return new ConvolutionalStage(
        new Tap("slice1", 64, 2),
        3,
        "squeezenet_stem",
        convolution("features.0", 3, 64, 3),
        List.of());
  }

  private static ConvolutionalStage stage(
      Tap tap, int smallest, int first, int count, int in, int squeezed, boolean pooled) {
    int out = tap.channels();
    List<ParameterSpec> specs = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      String name = "features." + (first + k);
      specs.addAll(convolution(name + ".squeeze", k == 0 ? in : out, squeezed, 1));
      specs.addAll(convolution(name + ".expand1x1", squeezed, out / 2, 1));
      specs.addAll(convolution(name + ".expand3x3", squeezed, out / 2, 3));
    }
    List<Integer> numbers = List.of(first, count, pooled ? 1 : 0);
    return new ConvolutionalStage(tap, smallest, "squeezenet_stage", specs, numbers);
  }

  private static List<ParameterSpec> convolution(String name, int in, int out, int side) {
    // kaiming_uniform_ of PyTorch with its default slope 0: gain √2, times √3 for a uniform one.
    Initialisation weight = Initialisation.uniform(Math.sqrt(6.0 / ((long) in * side * side)));
    return List.of(
        parameter(name + ".weight", weight, out, in, side, side),
        parameter(name + ".bias", Initialisation.constant(0), out));
  }
}

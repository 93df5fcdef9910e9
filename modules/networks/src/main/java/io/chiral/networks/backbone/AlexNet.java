package io.chiral.networks.backbone;

import static io.chiral.networks.weights.ParameterSpec.parameter;

import io.chiral.networks.torch.Precision;
import io.chiral.networks.torch.TorchKernels;
import io.chiral.networks.weights.Initialisation;
import io.chiral.networks.weights.ParameterSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The convolutions of AlexNet in its one-column form (Krizhevsky, <a
 * href="https://arxiv.org/abs/1404.5997">arXiv 1404.5997</a>) as in torchvision's {@code alexnet},
 * without the maximum pooling before the classifier.
 *
 * <p>Parameters: {@code features.N.weight} (out, in, k, k) and {@code features.N.bias} (out), N 0,
 * 3, 6, 8, 10, with PyTorch's default initialisation, as torchvision leaves it. Taps: the five
 * ReLUs, where LPIPS compares.
 */
final class AlexNet {

  static final String ID = "alexnet";

  /** Sides: (7 − 7)/4 + 1 = 1 position; (15 − 7)/4 + 1 = 3, one window of pooling; 7, then 3. */
  private static final List<ConvolutionalStage> STAGES =
      List.of(
          stage(new Tap("relu1", 64, 4), 7, 0, 3, 11, false, 4, 2),
          stage(new Tap("relu2", 192, 8), 15, 3, 64, 5, true, 1, 2),
          stage(new Tap("relu3", 384, 16), 31, 6, 192, 3, true, 1, 1),
          stage(new Tap("relu4", 256, 16), 31, 8, 384, 3, false, 1, 1),
          stage(new Tap("relu5", 256, 16), 31, 10, 256, 3, false, 1, 1));

  private AlexNet() {}

  /** The pooling is not replaced: its windows overlap as it is. */
  static Backbone of(
      @Nullable String cut, Pooling pooling, TorchKernels kernels, Precision precision) {
    return ConvolutionalBackbone.upTo(cut, ID, false, STAGES, kernels, precision);
  }

  private static ConvolutionalStage stage(
      Tap tap, int smallest, int index, int in, int side, boolean pooled, int stride, int pad) {
    String name = "features." + index;
    Initialisation standard = Initialisation.torchDefault((long) in * side * side);
    List<ParameterSpec> specs =
        List.of(
            parameter(name + ".weight", standard, tap.channels(), in, side, side),
            parameter(name + ".bias", standard, tap.channels()));
    List<Integer> numbers = List.of(index, pooled ? 1 : 0, stride, pad);
    return new ConvolutionalStage(tap, smallest, "alexnet_stage", specs, numbers);
  }
}

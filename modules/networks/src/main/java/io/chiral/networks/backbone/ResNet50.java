package io.chiral.networks.backbone;

import static io.chiral.networks.weights.ParameterSpec.buffer;
import static io.chiral.networks.weights.ParameterSpec.parameter;

import ai.djl.ndarray.types.DataType;
import io.chiral.networks.torch.Precision;
import io.chiral.networks.torch.TorchKernels;
import io.chiral.networks.weights.Initialisation;
import io.chiral.networks.weights.ParameterSpec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * ResNet-50 (He et al., <a href="https://arxiv.org/abs/1512.03385">arXiv 1512.03385</a>) as in
 * torchvision's {@code resnet50}, which puts a bottleneck's stride into its 3 × 3 convolution.
 *
 * <p>Parameters: {@code conv1}, {@code bn1} and {@code layerL.K.{conv,bn}{1,2,3}}, {@code
 * layerL.0.downsample.{0,1}}; {@code weight} (out, in, k, k) of convolutions, kaiming normal by
 * fan-out; batch norms have {@code weight} (1), {@code bias} (0) and the buffers {@code
 * running_mean}, {@code running_var} (momentum 0.1, the variance unbiased) and {@code
 * num_batches_tracked}, a scalar of int64. Residual branches don't start at zero, as torchvision
 * leaves it. Taps: the stem's ReLU and the four layers, all after their ReLU.
 *
 * <p>Batch norms obey the {@link Mode}; in training the buffers move in place, once a pass.
 */
final class ResNet50 {

  static final String ID = "resnet50";

  private static final int EXPANSION = 4;

  private static final List<ConvolutionalStage> STAGES =
      List.of(
          stem(),
          layer(1, 3, 64, 64, 1),
          layer(2, 4, 256, 128, 2),
          layer(3, 6, 512, 256, 2),
          layer(4, 3, 1024, 512, 2));

  private ResNet50() {}

  /** The pooling is not replaced: its windows overlap as it is. */
  static Backbone of(
      @Nullable String cut, Pooling pooling, TorchKernels kernels, Precision precision) {
    return ConvolutionalBackbone.upTo(cut, ID, false, STAGES, kernels, precision);
  }

  private static ConvolutionalStage stem() {
    List<ParameterSpec> specs = new ArrayList<>();
    addConvolution(specs, "conv1", 3, 64, 7);
    addNorm(specs, "bn1", 64);
    return new ConvolutionalStage(new Tap("stem", 64, 2), 1, "resnet_stem", specs, List.of());
  }

  private static ConvolutionalStage layer(int number, int count, int in, int width, int stride) {
    int out = EXPANSION * width;
    List<ParameterSpec> specs = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      String name = "layer" + number + "." + k + ".";
      addConvolution(specs, name + "conv1", k == 0 ? in : out, width, 1);
      addNorm(specs, name + "bn1", width);
      addConvolution(specs, name + "conv2", width, width, 3);
      addNorm(specs, name + "bn2", width);
      addConvolution(specs, name + "conv3", width, out, 1);
      addNorm(specs, name + "bn3", out);
      if (k == 0) {
        addConvolution(specs, name + "downsample.0", in, out, 1);
        addNorm(specs, name + "downsample.1", out);
      }
    }
    Tap tap = new Tap("layer" + number, out, 2 << number);
    // Every convolution and pooling is padded: one pixel is enough.
    return new ConvolutionalStage(tap, 1, "resnet_layer", specs, List.of(number, count, stride));
  }

  private static void addConvolution(
      List<ParameterSpec> specs, String name, int in, int out, int side) {
    Initialisation weight = Initialisation.kaimingNormal((long) side * side * out);
    specs.add(parameter(name + ".weight", weight, out, in, side, side));
  }

  private static void addNorm(List<ParameterSpec> specs, String name, int channels) {
    specs.add(parameter(name + ".weight", Initialisation.constant(1), channels));
    specs.add(parameter(name + ".bias", Initialisation.constant(0), channels));
    specs.add(buffer(name + ".running_mean", Initialisation.constant(0), channels));
    specs.add(buffer(name + ".running_var", Initialisation.constant(1), channels));
    specs.add(
        buffer(
            name + ".num_batches_tracked",
            (manager, shape, random) -> manager.zeros(shape, DataType.INT64)));
  }
}

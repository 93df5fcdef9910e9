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
 * ConvNeXt-T (Liu et al., <a href="https://arxiv.org/abs/2201.03545">arXiv 2201.03545</a>) as in
 * torchvision's {@code convnext_tiny}, all before {@code classifier}: the layer norm after the
 * global pooling is the classifier's, so the vector is the plain mean of the last stage.
 *
 * <p>Parameters: {@code features.0}, the stem; {@code features.{1,3,5,7}.K}, blocks with {@code
 * layer_scale} (C, 1, 1), 1e-6, and {@code block.{0,2,3,5}}; {@code features.{2,4,6}},
 * downsamplings. Weights of convolutions and linear layers are truncated normal with deviation
 * 0.02, biases 0; norms (eps 1e-6) 1 and 0. Taps: the four stages' outputs, which are signed.
 *
 * <p>Stochastic depth belongs to the published training of classifiers and is never applied here:
 * features are a function of weights and image in every {@link Mode}. What does not fill a window
 * of the stem or of a downsampling at the right or bottom is left out, as in the original.
 */
final class ConvNextTiny {

  static final String ID = "convnext-t";

  private static final List<ConvolutionalStage> STAGES =
      List.of(
          stage(1, 3, 3, 96), stage(2, 3, 96, 192), stage(3, 9, 192, 384), stage(4, 3, 384, 768));

  private ConvNextTiny() {}

  /** There is no pooling to replace. */
  static Backbone of(
      @Nullable String cut, Pooling pooling, TorchKernels kernels, Precision precision) {
    return ConvolutionalBackbone.upTo(cut, ID, true, STAGES, kernels, precision);
  }

  private static ConvolutionalStage stage(int number, int count, int in, int out) {
    int index = 2 * number - 1;
    List<ParameterSpec> specs = new ArrayList<>();
    String before = "features." + (index - 1);
    if (number == 1) {
      addLayer(specs, before + ".0", out, in, 4, 4);
      addNorm(specs, before + ".1", out);
    } else {
      addNorm(specs, before + ".0", in);
      addLayer(specs, before + ".1", out, in, 2, 2);
    }
    for (int k = 0; k < count; k++) {
      addBlock(specs, "features." + index + "." + k + ".", out);
    }
    int stride = 2 << number;
    return new ConvolutionalStage(
        new Tap("stage" + number, out, stride),
        stride,
        "convnext_stage",
        specs,
        List.of(index, count));
  }

  private static void addBlock(List<ParameterSpec> specs, String name, int channels) {
    specs.add(parameter(name + "layer_scale", Initialisation.constant(1e-6f), channels, 1, 1));
    addLayer(specs, name + "block.0", channels, 1, 7, 7);
    addNorm(specs, name + "block.2", channels);
    addLayer(specs, name + "block.3", 4L * channels, channels);
    addLayer(specs, name + "block.5", channels, 4L * channels);
  }

  private static void addLayer(List<ParameterSpec> specs, String name, long... shape) {
    specs.add(parameter(name + ".weight", Initialisation.truncatedNormal(), shape));
    specs.add(parameter(name + ".bias", Initialisation.constant(0), shape[0]));
  }

  private static void addNorm(List<ParameterSpec> specs, String name, int channels) {
    specs.add(parameter(name + ".weight", Initialisation.constant(1), channels));
    specs.add(parameter(name + ".bias", Initialisation.constant(0), channels));
  }
}

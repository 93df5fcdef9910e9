package io.chiral.networks.discriminator;

import static io.chiral.networks.weights.ParameterSpec.buffer;
import static io.chiral.networks.weights.ParameterSpec.parameter;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import io.chiral.networks.backbone.Mode;
import io.chiral.networks.torch.Precision;
import io.chiral.networks.torch.TorchKernels;
import io.chiral.networks.weights.Initialisation;
import io.chiral.networks.weights.ParameterSpec;
import io.chiral.networks.weights.ParameterTable;
import io.chiral.networks.weights.Weights;
import java.util.ArrayList;
import java.util.List;

/**
 * PatchGAN (Isola et al., <a href="https://arxiv.org/abs/1611.07004">arXiv 1611.07004</a>), each of
 * whose logits sees 70×70 pixels: {@code NLayerDiscriminator} of pix2pix and CycleGAN in its
 * published setting, 64 features, three layers, batch norm.
 *
 * <p>Parameters: {@code model.N.weight} (out, in, 4, 4) for N of 0, 2, 5, 8 and 11, of 3, 64, 128,
 * 256, 512 and 1 channels, normal with deviation 0.02; {@code model.0.bias} and {@code
 * model.11.bias}, 0; batch norms {@code model.N.weight}, normal around 1 with deviation 0.02,
 * {@code model.N.bias} 0, and their buffers for N of 3, 6 and 9.
 *
 * <p>Logits are (B, 1, ⌊H/8⌋ − 2, ⌊W/8⌋ − 2), so that images need sides of at least 24.
 */
public final class PatchGan implements Discriminator {

  /** As specifications name it. */
  public static final String ID = "patchgan";

  private static final int SMALLEST_SIDE = 24;
  private static final Initialisation ZERO = Initialisation.constant(0);
  private static final Initialisation ONE = Initialisation.constant(1);
  private static final Initialisation COUNT =
      (manager, shape, random) -> manager.zeros(shape, DataType.INT64);
  private static final ParameterTable PARAMETERS = table();

  private final TorchKernels kernels;
  private final Precision precision;

  public PatchGan(TorchKernels kernels, Precision precision) {
    this.kernels = kernels;
    this.precision = precision;
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public ParameterTable parameters() {
    return PARAMETERS;
  }

  @Override
  public NDArray logits(Weights weights, NDArray images, Mode mode) {
    return run("patchgan", weights, images, mode);
  }

  @Override
  public NDArray features(Weights weights, NDArray images, Mode mode) {
    return run("patchgan_features", weights, images, mode);
  }

  private NDArray run(String kernel, Weights weights, NDArray images, Mode mode) {
    Sides.require(ID, images, SMALLEST_SIDE, 1);
    return kernels
        .call(kernel)
        .tensor(images)
        .dictionary(weights.asMap())
        .one(images.getManager(), mode.code(), precision.code());
  }

  private static ParameterTable table() {
    List<ParameterSpec> specs = new ArrayList<>();
    convolution(specs, 0, 3, 64, true);
    convolution(specs, 2, 64, 128, false);
    norm(specs, 3, 128);
    convolution(specs, 5, 128, 256, false);
    norm(specs, 6, 256);
    convolution(specs, 8, 256, 512, false);
    norm(specs, 9, 512);
    convolution(specs, 11, 512, 1, true);
    return ParameterTable.of(specs);
  }

  private static void convolution(
      List<ParameterSpec> specs, int layer, int in, int out, boolean biased) {
    specs.add(parameter(name(layer, "weight"), Initialisation.normal(0, 0.02), out, in, 4, 4));
    if (biased) {
      specs.add(parameter(name(layer, "bias"), ZERO, out));
    }
  }

  private static void norm(List<ParameterSpec> specs, int layer, int channels) {
    specs.add(parameter(name(layer, "weight"), Initialisation.normal(1, 0.02), channels));
    specs.add(parameter(name(layer, "bias"), ZERO, channels));
    specs.add(buffer(name(layer, "running_mean"), ZERO, channels));
    specs.add(buffer(name(layer, "running_var"), ONE, channels));
    specs.add(buffer(name(layer, "num_batches_tracked"), COUNT));
  }

  private static String name(int layer, String tensor) {
    return "model." + layer + "." + tensor;
  }
}

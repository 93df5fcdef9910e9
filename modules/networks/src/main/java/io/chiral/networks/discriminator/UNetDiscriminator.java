package io.chiral.networks.discriminator;

import static io.chiral.networks.weights.ParameterSpec.buffer;
import static io.chiral.networks.weights.ParameterSpec.parameter;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.chiral.networks.backbone.Mode;
import io.chiral.networks.torch.Precision;
import io.chiral.networks.torch.TorchKernels;
import io.chiral.networks.weights.CounterRandom;
import io.chiral.networks.weights.Initialisation;
import io.chiral.networks.weights.ParameterSpec;
import io.chiral.networks.weights.ParameterTable;
import io.chiral.networks.weights.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The U-Net with spectral normalisation of Real-ESRGAN (Wang et al., <a
 * href="https://arxiv.org/abs/2107.10833">arXiv 2107.10833</a>), a logit for every pixel: {@code
 * UNetDiscriminatorSN} with 64 features in {@code basicsr/archs/discriminator_arch.py} of BasicSR
 * at 8d56e3a.
 *
 * <p>Parameters: {@code conv0} (64, 3, 3, 3) and {@code conv9} (1, 64, 3, 3) with biases; {@code
 * conv1} to {@code conv3} (2n, n, 4, 4), {@code conv4} to {@code conv6} (n/2, n, 3, 3), {@code
 * conv7} and {@code conv8} (64, 64, 3, 3) without, as {@code torch.nn.utils.spectral_norm} stores
 * them: {@code weight_orig}, and buffers {@code weight_u} (out) and {@code weight_v} (in times
 * area), which a training pass moves by one power iteration. PyTorch's default initialisation; u
 * and v are normal, scaled to length 1.
 *
 * <p>Logits are (B, 1, H, W); H and W are multiples of 8.
 */
public final class UNetDiscriminator implements Discriminator {

  /** As specifications name it. */
  public static final String ID = "unet";

  private static final int MULTIPLE = 8;
  private static final ParameterTable PARAMETERS = table();

  private final TorchKernels kernels;
  private final Precision precision;

  public UNetDiscriminator(TorchKernels kernels, Precision precision) {
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
    return run("unet", weights, images, mode);
  }

  @Override
  public NDArray features(Weights weights, NDArray images, Mode mode) {
    return run("unet_features", weights, images, mode);
  }

  private NDArray run(String kernel, Weights weights, NDArray images, Mode mode) {
    Sides.require(ID, images, MULTIPLE, MULTIPLE);
    return kernels
        .call(kernel)
        .tensor(images)
        .dictionary(weights.asMap())
        .one(images.getManager(), mode.code(), precision.code());
  }

  private static ParameterTable table() {
    List<ParameterSpec> specs = new ArrayList<>();
    plain(specs, "conv0", 3, 64);
    normalised(specs, "conv1", 64, 128, 4);
    normalised(specs, "conv2", 128, 256, 4);
    normalised(specs, "conv3", 256, 512, 4);
    normalised(specs, "conv4", 512, 256, 3);
    normalised(specs, "conv5", 256, 128, 3);
    normalised(specs, "conv6", 128, 64, 3);
    normalised(specs, "conv7", 64, 64, 3);
    normalised(specs, "conv8", 64, 64, 3);
    plain(specs, "conv9", 64, 1);
    return ParameterTable.of(specs);
  }

  private static void plain(List<ParameterSpec> specs, String name, int in, int out) {
    Initialisation initialisation = Initialisation.torchDefault(9L * in);
    specs.add(parameter(name + ".weight", initialisation, out, in, 3, 3));
    specs.add(parameter(name + ".bias", initialisation, out));
  }

  private static void normalised(
      List<ParameterSpec> specs, String name, int in, int out, int side) {
    long inputs = (long) in * side * side;
    Initialisation initialisation = Initialisation.torchDefault(inputs);
    specs.add(parameter(name + ".weight_orig", initialisation, out, in, side, side));
    specs.add(buffer(name + ".weight_u", UNetDiscriminator::direction, out));
    specs.add(buffer(name + ".weight_v", UNetDiscriminator::direction, inputs));
  }

  /** Normal numbers scaled to length 1. */
  private static NDArray direction(NDManager manager, Shape shape, CounterRandom random) {
    double[] values =
        IntStream.range(0, Math.toIntExact(shape.size())).mapToDouble(random::normal).toArray();
    double squares = 0;
    for (double value : values) {
      squares += value * value;
    }
    float[] unit = new float[values.length];
    for (int i = 0; i < unit.length; i++) {
      unit[i] = (float) (values[i] / Math.sqrt(squares));
    }
    return manager.create(unit, shape);
  }
}

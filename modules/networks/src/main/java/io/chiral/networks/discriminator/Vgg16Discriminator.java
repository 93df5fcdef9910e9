package io.chiral.networks.discriminator;

import static io.chiral.networks.weights.ParameterSpec.parameter;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.chiral.networks.backbone.Pooling;
import io.chiral.networks.backbone.Vgg16;
import io.chiral.networks.torch.Precision;
import io.chiral.networks.torch.TorchKernels;
import io.chiral.networks.weights.Initialisation;
import io.chiral.networks.weights.ParameterTable;
import io.chiral.networks.weights.Weights;
import java.util.List;

/**
 * A discriminator on VGG-16 with maximum pooling and no batch norm, whole or cut after a named
 * ReLU, of C channels there.
 *
 * <p>Parameters: {@code backbone.features.N.…} of {@link Vgg16}, and a head with PyTorch's default
 * initialisation: vanilla, {@code head.weight} (1, C) and {@code head.bias} (1) after global
 * average pooling; patch, {@code head.weight} (1, C, 1, 1) and {@code head.bias} (1), one logit for
 * each position of the features.
 */
public final class Vgg16Discriminator implements Discriminator {

  /** The last ReLU: the backbone whole. */
  public static final String WHOLE = "relu5_3";

  private static final String BACKBONE = "backbone.";

  private final Level level;
  private final String cut;
  private final Vgg16 backbone;
  private final TorchKernels kernels;
  private final ParameterTable parameters;

  private Vgg16Discriminator(Level level, String cut, Vgg16 backbone, TorchKernels kernels) {
    this.level = level;
    this.cut = cut;
    this.backbone = backbone;
    this.kernels = kernels;
    int channels = backbone.channels();
    Initialisation head = Initialisation.torchDefault(channels);
    long[] shape =
        level == Level.VANILLA ? new long[] {1, channels} : new long[] {1, channels, 1, 1};
    this.parameters =
        backbone
            .parameters()
            .under(
                BACKBONE, parameter("head.weight", head, shape), parameter("head.bias", head, 1));
  }

  /**
   * @param cut {@code relu1_1} to {@link #WHOLE}
   */
  public static Vgg16Discriminator of(
      Level level, String cut, TorchKernels kernels, Precision precision) {
    Vgg16 backbone = Vgg16.upTo(cut, Pooling.MAXIMUM, kernels, precision);
    return new Vgg16Discriminator(level, cut, backbone, kernels);
  }

  @Override
  public String id() {
    return level.label() + "-vgg16" + (cut.equals(WHOLE) ? "" : "-" + cut);
  }

  @Override
  public ParameterTable parameters() {
    return parameters;
  }

  @Override
  public NDArray logits(Weights weights, NDArray images) {
    try (NDManager manager = images.getManager().newSubManager()) {
      List<NDArray> features = backbone.features(weights.view(BACKBONE), images, manager);
      return kernels
          .call(level == Level.VANILLA ? "vanilla_head" : "patch_head")
          .tensor(features.get(features.size() - 1))
          .dictionary(weights.under("head."))
          .one(images.getManager());
    }
  }
}

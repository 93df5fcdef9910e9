package io.chiral.networks.discriminator;

import static io.chiral.networks.weights.ParameterSpec.parameter;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.chiral.networks.backbone.Backbone;
import io.chiral.networks.backbone.Backbones;
import io.chiral.networks.backbone.Features;
import io.chiral.networks.backbone.Mode;
import io.chiral.networks.backbone.Pooling;
import io.chiral.networks.torch.Precision;
import io.chiral.networks.torch.TorchKernels;
import io.chiral.networks.weights.Initialisation;
import io.chiral.networks.weights.ParameterTable;
import io.chiral.networks.weights.Weights;
import org.jspecify.annotations.Nullable;

/**
 * A discriminator on a backbone of D channels, whole or cut after one of its taps, VGG-16 with
 * maximum pooling.
 *
 * <p>Parameters: {@code backbone.…}, and a head with PyTorch's default initialisation: vanilla,
 * {@code head.weight} (1, D) and {@code head.bias} (1) on the image's vector; patch, {@code
 * head.weight} (1, D, 1, 1) and {@code head.bias} (1), one logit for each position of the last map
 * (for a Transformer: each token).
 */
public final class BackboneDiscriminator implements Discriminator {

  private static final String BACKBONE = "backbone.";

  private final Level level;
  private final @Nullable String cut;
  private final Backbone backbone;
  private final TorchKernels kernels;
  private final ParameterTable parameters;

  private BackboneDiscriminator(
      Level level, @Nullable String cut, Backbone backbone, TorchKernels kernels) {
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
   * @param backbone its id
   * @param cut the tap it ends with; null: whole
   * @throws IllegalArgumentException if there is no such backbone or tap
   */
  public static BackboneDiscriminator of(
      Level level,
      String backbone,
      @Nullable String cut,
      TorchKernels kernels,
      Precision precision) {
    return new BackboneDiscriminator(
        level, cut, Backbones.of(backbone, cut, Pooling.MAXIMUM, kernels, precision), kernels);
  }

  @Override
  public String id() {
    return level.label() + "-" + backbone.id() + (cut == null ? "" : "-" + cut);
  }

  @Override
  public ParameterTable parameters() {
    return parameters;
  }

  @Override
  public NDArray logits(Weights weights, NDArray images, Mode mode) {
    try (NDManager manager = images.getManager().newSubManager()) {
      Features features = backbone.features(weights.view(BACKBONE), images, mode, manager);
      boolean whole = level == Level.VANILLA;
      return kernels
          .call(whole ? "vanilla_head" : "patch_head")
          .tensor(whole ? features.vector() : features.map())
          .dictionary(weights.under("head."))
          .one(images.getManager());
    }
  }

  @Override
  public NDArray features(Weights weights, NDArray images, Mode mode) {
    try (NDManager manager = images.getManager().newSubManager()) {
      NDArray map = backbone.features(weights.view(BACKBONE), images, mode, manager).map();
      map.attach(images.getManager());
      return map;
    }
  }
}

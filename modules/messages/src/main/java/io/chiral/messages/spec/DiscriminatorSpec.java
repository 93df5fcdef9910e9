package io.chiral.messages.spec;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A discriminator and its part in the loss.
 *
 * @param level {@code vanilla} (one logit an image) or {@code patch} (a map of logits)
 * @param backbone such as {@code "vgg16"}; or a whole discriminator of level patch, {@code
 *     "patchgan"} or {@code "unet"}
 * @param cut name of the last layer that is kept, such as {@code "relu3_3"}; null: the whole
 *     backbone
 * @param initialisation of the backbone: {@code "random"} or {@code "published"}
 * @param loss {@code bce}, {@code hinge}, {@code lsgan} or {@code ragan}
 * @param weight of the adversarial term in the generator's loss
 * @param r1Gamma γ of the penalty γ/2·E‖∇ₓD(x)‖² on real images; 0: none
 * @param r1Every the penalty is taken at every so many steps, times so much
 * @param augmentation what the discriminator's images go through, in this order: {@code color},
 *     {@code translation}, {@code cutout}
 * @param optimiser of the discriminator; its weight in its own loss is 1
 */
public record DiscriminatorSpec(
    String level,
    String backbone,
    @Nullable String cut,
    String initialisation,
    String loss,
    double weight,
    double r1Gamma,
    int r1Every,
    List<String> augmentation,
    OptimiserSpec optimiser) {

  @SuppressWarnings("NullAway") // Jackson gives null for an absent list
  public DiscriminatorSpec {
    augmentation = augmentation == null ? List.of() : List.copyOf(augmentation);
  }

  /** Without penalty and augmentation. */
  public DiscriminatorSpec(
      String level,
      String backbone,
      @Nullable String cut,
      String initialisation,
      String loss,
      double weight,
      OptimiserSpec optimiser) {
    this(level, backbone, cut, initialisation, loss, weight, 0, 16, List.of(), optimiser);
  }

  /** The same at another weight. */
  DiscriminatorSpec weighing(double other) {
    return new DiscriminatorSpec(
        level,
        backbone,
        cut,
        initialisation,
        loss,
        other,
        r1Gamma,
        r1Every,
        augmentation,
        optimiser);
  }
}

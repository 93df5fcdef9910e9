package io.chiral.messages.spec;

import org.jspecify.annotations.Nullable;

/**
 * A discriminator and its part in the loss.
 *
 * @param level {@code vanilla} (one logit an image) or {@code patch} (a map of logits)
 * @param backbone such as {@code "vgg16"}
 * @param cut name of the last layer that is kept, such as {@code "relu3_3"}; null: the whole
 *     backbone
 * @param initialisation of the backbone, {@code random} or {@code published}
 * @param loss {@code bce}, {@code hinge} or {@code lsgan}
 * @param weight of the adversarial term in the generator's loss
 * @param optimiser of the discriminator; its weight in its own loss is 1
 */
public record DiscriminatorSpec(
    String level,
    String backbone,
    @Nullable String cut,
    String initialisation,
    String loss,
    double weight,
    OptimiserSpec optimiser) {}

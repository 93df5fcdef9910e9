package io.chiral.messages.report;

import org.jspecify.annotations.Nullable;

/**
 * The discriminator of one setting: what a contrast of backbones must be read beside.
 *
 * @param setting setting id
 * @param level {@code vanilla} or {@code patch}
 * @param backbone such as {@code vgg16}
 * @param cut the layer after which it ends; null: whole
 * @param architecture {@code convolutional} or {@code transformer}; null: not known
 * @param parameters trained values, its head included; null: not known
 * @param initialisation {@code random} or {@code published}
 * @param pretraining data that its first weights have seen; null: none
 * @param weight of the adversarial term
 */
public record DiscriminatorReport(
    String setting,
    String level,
    String backbone,
    @Nullable String cut,
    @Nullable String architecture,
    @Nullable Long parameters,
    String initialisation,
    @Nullable String pretraining,
    double weight) {}

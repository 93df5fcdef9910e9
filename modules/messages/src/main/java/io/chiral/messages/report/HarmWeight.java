package io.chiral.messages.report;

import org.jspecify.annotations.Nullable;

/**
 * The smallest adversarial weight that does harm with simultaneous certainty over a sweep.
 *
 * @param setting the declared setting that is swept
 * @param backbone of the discriminator
 * @param level {@code vanilla} or {@code patch}
 * @param family of judges
 * @param metric metric id; null: the mean over metrics
 * @param weight that does harm; null: none up to {@code upTo}
 * @param upTo largest weight of the sweep that was evaluated
 */
public record HarmWeight(
    String setting,
    String backbone,
    String level,
    String family,
    @Nullable String metric,
    @Nullable Double weight,
    double upTo) {}

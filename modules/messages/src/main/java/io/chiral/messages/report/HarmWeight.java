package io.chiral.messages.report;

import org.jspecify.annotations.Nullable;

/**
 * The smallest adversarial weight that does harm with simultaneous certainty over a sweep.
 *
 * @param backbone of the discriminator
 * @param level {@code vanilla} or {@code patch}
 * @param weight that does harm; null: none up to {@code upTo}
 * @param upTo largest weight of the sweep
 */
public record HarmWeight(String backbone, String level, @Nullable Double weight, double upTo) {}

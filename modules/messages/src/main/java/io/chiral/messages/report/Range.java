package io.chiral.messages.report;

import org.jspecify.annotations.Nullable;

/**
 * Smallest and largest value of a figure over variants; not an interval.
 *
 * @param low null where there is no variant
 * @param high null where there is no variant
 * @param n how many variants
 * @param reason why there is none; null where there is one
 */
public record Range(@Nullable Double low, @Nullable Double high, int n, @Nullable String reason) {}

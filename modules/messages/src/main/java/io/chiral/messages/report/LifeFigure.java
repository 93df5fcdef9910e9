package io.chiral.messages.report;

import org.jspecify.annotations.Nullable;

/**
 * A metric in one of its two lives.
 *
 * @param value A(f), mean SRCC over benchmarks; or O(f), mean advantage over the study's metrics in
 *     standard deviations of the judges; null where it can't be told
 * @param low lower bound of the 95% interval; null where there is no interval
 * @param high upper bound; null where there is no interval
 * @param n items scored; or test images
 * @param units independent ones among them: contents; or photographs
 * @param rank 1 + lost pairs, ties ½; null where value is
 * @param rankLow 1 + certainly lost pairs
 * @param rankHigh number of metrics − certainly won pairs
 * @param proxy whether people's opinions are replaced by distortion levels
 * @param reason why value or interval is absent; null where both are there
 */
public record LifeFigure(
    @Nullable Double value,
    @Nullable Double low,
    @Nullable Double high,
    int n,
    int units,
    @Nullable Double rank,
    @Nullable Double rankLow,
    @Nullable Double rankHigh,
    boolean proxy,
    @Nullable String reason) {}

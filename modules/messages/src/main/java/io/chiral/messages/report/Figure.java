package io.chiral.messages.report;

import org.jspecify.annotations.Nullable;

/**
 * A number with its 95% interval.
 *
 * @param value null where it can't be told
 * @param low lower bound; null where there is no interval
 * @param high upper bound; null where there is no interval
 * @param n what it is computed from: images, items, contents, runs or metrics, as the figure says
 * @param reason why value or interval is absent; null where both are there
 */
public record Figure(
    @Nullable Double value,
    @Nullable Double low,
    @Nullable Double high,
    int n,
    @Nullable String reason) {

  /** No figure, and why. */
  public static Figure absent(int n, String reason) {
    return new Figure(null, null, null, n, reason);
  }
}

package io.chiral.messages.report;

import org.jspecify.annotations.Nullable;

/**
 * Correlation of the two orders of metrics.
 *
 * @param value ρ or τ-b; null where undefined
 * @param low smallest value that the uncertain pairs allow
 * @param high largest value that the uncertain pairs allow
 * @param n metrics compared
 * @param p share of all orders at least as correlated, metrics as a random sample; null for τ-b
 * @param pMin smallest p that n metrics can reach; null for τ-b
 * @param reason why the value is absent; null where it is there
 */
public record RankCorrelation(
    @Nullable Double value,
    @Nullable Double low,
    @Nullable Double high,
    int n,
    @Nullable Double p,
    @Nullable Double pMin,
    @Nullable String reason) {

  /** No figure, and why. */
  public static RankCorrelation absent(int n, String reason) {
    return new RankCorrelation(null, null, null, n, null, null, reason);
  }
}

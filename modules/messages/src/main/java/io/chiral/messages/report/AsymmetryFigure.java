package io.chiral.messages.report;

import org.jspecify.annotations.Nullable;

/**
 * The share of pairs of metrics that the two lives order differently, ties ½.
 *
 * @param value 0: the better assessor is always the better teacher; 1: always the worse
 * @param low share of pairs certain in both lives and opposite
 * @param high that and the share of pairs not certain in both
 * @param n metrics compared
 * @param replicates that the certainty of pairs rests on
 * @param proxy whether people's opinions are replaced by distortion levels
 * @param reason why the value is absent; null where it is there
 */
public record AsymmetryFigure(
    @Nullable Double value,
    @Nullable Double low,
    @Nullable Double high,
    int n,
    int replicates,
    boolean proxy,
    @Nullable String reason) {

  /** No figure, and why. */
  public static AsymmetryFigure absent(int n, String reason) {
    return new AsymmetryFigure(null, null, null, n, 0, false, reason);
  }
}

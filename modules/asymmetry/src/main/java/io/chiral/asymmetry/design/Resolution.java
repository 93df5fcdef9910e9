package io.chiral.asymmetry.design;

import org.jspecify.annotations.Nullable;

/**
 * How small a difference a design can make certain in one of the two lives.
 *
 * @param unit of the differences
 * @param units fewest independent units that it rests on
 * @param standardError of a difference, as assumed; null: nothing can be certain
 * @param pairwise smallest difference between two metrics that is certain by itself
 * @param simultaneous smallest that is certain in all pairs and both lives at once, as a reversal
 *     must be
 * @param halvedByUnits so many units would halve {@code pairwise}; null: no number of them would
 * @param halvedBySeeds so many seeds would; null: no number of them would
 * @param halvedByBoth by so much units and seeds together would have to be multiplied; null: not
 *     both are at play
 * @param reason why nothing can be certain; null: something can
 */
public record Resolution(
    String unit,
    int units,
    @Nullable Double standardError,
    @Nullable Double pairwise,
    @Nullable Double simultaneous,
    @Nullable Integer halvedByUnits,
    @Nullable Integer halvedBySeeds,
    @Nullable Integer halvedByBoth,
    @Nullable String reason) {

  static Resolution none(String unit, int units, String reason) {
    return new Resolution(unit, units, null, null, null, null, null, null, reason);
  }
}

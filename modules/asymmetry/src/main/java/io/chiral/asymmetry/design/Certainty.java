package io.chiral.asymmetry.design;

import io.chiral.asymmetry.replicate.Intervals;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a design can make certain, by the rules that the report will follow: a difference d of two
 * metrics is certain if |d| &gt; t₀.₉₇₅,ν·SE(d), ν one less than the independent units; as a
 * reversal if |d| exceeds the 95% quantile over all pairs and both lives. The spreads are assumed,
 * so this is an order of magnitude; the report measures them.
 *
 * @param objective of O, in standard deviations of a judge
 * @param assessor of A; null: the study has no assessors
 * @param assumed the spreads
 */
public record Certainty(Resolution objective, @Nullable Resolution assessor, Spreads assumed) {

  private static final double CONFIDENCE = 0.95;
  private static final String JUDGE_UNIT = "standard deviations of a judge";
  private static final String SRCC = "SRCC";

  /** More units or seeds are no advice. */
  private static final int MOST = 100_000;

  /** Of a design under assumed spreads. */
  public static Certainty of(Design design, Spreads spreads) {
    return new Certainty(
        objective(design, spreads),
        design.benchmarks() == 0 ? null : assessor(design, spreads),
        spreads);
  }

  private static Resolution objective(Design design, Spreads spreads) {
    String reason = whyNoObjective(design);
    if (reason != null) {
      return Resolution.none(JUDGE_UNIT, design.photographs(), reason);
    }
    ToDoubleFunction<Design> smallest =
        other -> Intervals.student(other.photographs()) * objectiveError(other, spreads);
    double half = smallest.applyAsDouble(design) / 2;
    return new Resolution(
        JUDGE_UNIT,
        design.photographs(),
        objectiveError(design, spreads),
        smallest.applyAsDouble(design),
        simultaneous(design, design.photographs()) * objectiveError(design, spreads),
        fewest(design.photographs(), design::withPhotographs, smallest, half),
        fewest(design.seeds(), design::withSeeds, smallest, half),
        fewest(
            1,
            factor ->
                design
                    .withPhotographs(design.photographs() * factor)
                    .withSeeds(design.seeds() * factor),
            smallest,
            half),
        null);
  }

  private static @Nullable String whyNoObjective(Design design) {
    if (design.metrics() < 2) {
      return "one metric has no other to differ from";
    }
    if (!design.enoughPhotographs()) {
      return "%d independent test photographs, fewer than %d: nothing can be certain"
          .formatted(design.photographs(), Intervals.MIN_UNITS);
    }
    return design.freedom() < 1
        ? "one seed: what a repeated run would change is not known, nothing can be certain"
        : null;
  }

  /** √(s²/T + 2v/K): T photographs, and K runs of each of two cells. */
  private static double objectiveError(Design design, Spreads spreads) {
    double images = spreads.images() * spreads.images() / design.photographs();
    double runs = 2 * spreads.runs() * spreads.runs() / design.seeds();
    return Math.sqrt(images + runs);
  }

  private static Resolution assessor(Design design, Spreads spreads) {
    String reason = whyNoAssessor(design);
    if (reason != null) {
      return Resolution.none(SRCC, design.contents(), reason);
    }
    ToDoubleFunction<Design> smallest =
        other -> Intervals.student(other.contents()) * assessorError(other, spreads);
    double half = smallest.applyAsDouble(design) / 2;
    return new Resolution(
        SRCC,
        design.contents(),
        assessorError(design, spreads),
        smallest.applyAsDouble(design),
        simultaneous(design, design.contents()) * assessorError(design, spreads),
        fewest(design.contents(), design::withContents, smallest, half),
        null,
        null,
        null);
  }

  private static @Nullable String whyNoAssessor(Design design) {
    if (design.metrics() < 2) {
      return "one metric has no other to differ from";
    }
    if (design.contents() < Intervals.MIN_UNITS) {
      return "%d independent contents, fewer than %d: nothing can be certain"
          .formatted(design.contents(), Intervals.MIN_UNITS);
    }
    return design.splits() < Design.MIN_SPLITS
        ? "%d splits, fewer than %d: nothing can be certain"
            .formatted(design.splits(), Design.MIN_SPLITS)
        : null;
  }

  /** Of the mean over benchmarks, each of as many contents as the smallest. */
  private static double assessorError(Design design, Spreads spreads) {
    return spreads.contents() / Math.sqrt(design.tested() * design.benchmarks());
  }

  /** Never less than what one pair needs. */
  private static double simultaneous(Design design, int units) {
    double constant =
        StudentizedRange.ofTwoLives(design.metrics(), CONFIDENCE) * Intervals.widening(units);
    return Math.max(constant, Intervals.student(units));
  }

  /** The fewest, from {@code from} on, at which so little is certain; null: beyond all reason. */
  private static @Nullable Integer fewest(
      int from, IntFunction<Design> design, ToDoubleFunction<Design> smallest, double aim) {
    if (smallest.applyAsDouble(design.apply(MOST)) > aim) {
      return null;
    }
    int low = from;
    int high = MOST;
    while (low < high) {
      int middle = (low + high) / 2;
      if (smallest.applyAsDouble(design.apply(middle)) > aim) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}

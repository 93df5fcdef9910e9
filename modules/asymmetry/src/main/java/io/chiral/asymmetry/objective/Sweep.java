package io.chiral.asymmetry.objective;

import io.chiral.asymmetry.objective.Differences.Difference;
import io.chiral.asymmetry.replicate.Intervals;
import io.chiral.messages.report.Figure;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Differences whose intervals hold for all of them at once: d ± c·SE, c the 95% quantile over the
 * replicates of the largest |d* − mean d*| / SE, widened by Student's t for few units.
 */
final class Sweep {

  private static final double SIMULTANEOUS = 0.95;

  private final List<@Nullable Difference> differences;
  private final List<Difference> known;
  private final double constant;

  /**
   * @param differences null where there is none; at least one is there
   */
  Sweep(List<@Nullable Difference> differences) {
    this.differences = differences;
    known = differences.stream().filter(Objects::nonNull).map(Objects::requireNonNull).toList();
    constant = constant() * Intervals.widening(units());
  }

  /** Fewest photographs that any of them rests on. */
  int units() {
    return known.stream().mapToInt(Difference::units).min().orElse(0);
  }

  /** Fewest test images that any of them rests on. */
  int images() {
    return known.stream().mapToInt(Difference::images).min().orElse(0);
  }

  /** One difference with its simultaneous interval. */
  Figure figure(int at) {
    Difference difference = differences.get(at);
    if (difference == null) {
      return Figure.absent(0, "not evaluated at this weight");
    }
    double reach = constant * Intervals.standardError(difference.replicates());
    return Double.isFinite(reach)
        ? new Figure(
            difference.value(),
            difference.value() - reach,
            difference.value() + reach,
            difference.images(),
            null)
        : new Figure(
            difference.value(), null, null, difference.images(), "no interval: fewer than 2 units");
  }

  private double constant() {
    double[] largest = new double[known.get(0).replicates().length];
    for (Difference difference : known) {
      double mean = Intervals.mean(difference.replicates());
      double error = Intervals.standardError(difference.replicates());
      for (int r = 0; r < largest.length; r++) {
        double deviation = Math.abs(difference.replicates()[r] - mean) / error;
        // A replicate that drew no image of a judge, or a difference without error, says nothing.
        largest[r] = Double.isFinite(deviation) ? Math.max(largest[r], deviation) : largest[r];
      }
    }
    Arrays.sort(largest);
    return Intervals.quantile(largest, SIMULTANEOUS);
  }
}

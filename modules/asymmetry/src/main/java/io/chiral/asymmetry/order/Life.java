package io.chiral.asymmetry.order;

import io.chiral.asymmetry.replicate.Intervals;
import io.chiral.messages.report.Figure;

/**
 * One of the two lives of n metrics: a value each, and for each pair f < g the difference that
 * orders it, with replicates. Pairs are numbered (0,1), (0,2), …, (1,2), …
 */
public final class Life {

  private final double[] values;
  private final double[][] valueReplicates;
  private final double[] differences;
  private final double[][] differenceReplicates;
  private final double[] means;
  private final double[] errors;
  private final int units;
  private final double student;

  /**
   * A life whose pairs are ordered by differences of their own.
   *
   * @param values one a metric; NaN: none
   * @param valueReplicates a row a metric, of R; empty rows: no interval
   * @param differences one a pair; NaN: undetermined
   * @param differenceReplicates a row a pair, of R; empty rows: never certain
   * @param units fewest independent units that the values rest on
   */
  public Life(
      double[] values,
      double[][] valueReplicates,
      double[] differences,
      double[][] differenceReplicates,
      int units) {
    this.values = values;
    this.valueReplicates = valueReplicates;
    this.differences = differences;
    this.differenceReplicates = differenceReplicates;
    this.units = units;
    student = Intervals.student(units);
    means = new double[differences.length];
    errors = new double[differences.length];
    for (int pair = 0; pair < errors.length; pair++) {
      means[pair] = Intervals.mean(differenceReplicates[pair]);
      errors[pair] = Intervals.standardError(differenceReplicates[pair]);
    }
  }

  /** A life whose pairs are ordered by their values. */
  public static Life of(double[] values, double[][] replicates, int units) {
    int pairs = pairs(values.length);
    double[] differences = new double[pairs];
    double[][] differenceReplicates = new double[pairs][];
    int pair = 0;
    for (int f = 0; f < values.length; f++) {
      for (int g = f + 1; g < values.length; g++) {
        differences[pair] = values[f] - values[g];
        differenceReplicates[pair++] = minus(replicates[f], replicates[g]);
      }
    }
    return new Life(values, replicates, differences, differenceReplicates, units);
  }

  /** How many pairs n metrics have. */
  public static int pairs(int n) {
    return n * (n - 1) / 2;
  }

  /** The element-wise difference; empty if one is. */
  public static double[] minus(double[] one, double[] other) {
    double[] difference = new double[Math.min(one.length, other.length)];
    for (int r = 0; r < difference.length; r++) {
      difference[r] = one[r] - other[r];
    }
    return difference;
  }

  public int metrics() {
    return values.length;
  }

  public int pairs() {
    return differences.length;
  }

  public int units() {
    return units;
  }

  public double value(int metric) {
    return values[metric];
  }

  public double[] replicates(int metric) {
    return valueReplicates[metric];
  }

  /** Whether no judge orders the pair. */
  public boolean undetermined(int pair) {
    return Double.isNaN(differences[pair]);
  }

  /** 1 where the first of the pair is better, −1 where the second is, 0 where neither. */
  public int sign(int pair) {
    return undetermined(pair) ? 0 : (int) Math.signum(differences[pair]);
  }

  /**
   * The pair's difference, first less second, and the interval that its certainty rests on: d ±
   * t₀.₉₇₅·SE; without interval where there are no replicates.
   */
  public Figure difference(int pair) {
    double d = differences[pair];
    double reach = student * errors[pair];
    if (undetermined(pair)) {
      return Figure.absent(units, "no judge may compare the two");
    }
    return Double.isFinite(reach)
        ? new Figure(d, d - reach, d + reach, units, null)
        : new Figure(d, null, null, units, "no interval: no replicates");
  }

  /** Whether the pair's order is certain by itself. */
  public boolean certain(int pair) {
    return certain(pair, student);
  }

  /** Whether the difference is more than so many standard errors. */
  boolean certain(int pair, double errorsAway) {
    return Math.abs(differences[pair]) > errorsAway * errors[pair];
  }

  /**
   * |d* − mean d*| / SE of a replicate; 0 where the pair has no error or the replicate no
   * difference.
   */
  double deviation(int pair, int replicate) {
    double[] replicates = differenceReplicates[pair];
    double deviation =
        replicate < replicates.length
            ? Math.abs(replicates[replicate] - means[pair]) / errors[pair]
            : 0;
    return Double.isFinite(deviation) ? deviation : 0;
  }

  int replicates() {
    int count = 0;
    for (double[] replicates : differenceReplicates) {
      count = Math.max(count, replicates.length);
    }
    return count;
  }
}

package io.chiral.asymmetry.people;

import java.util.Arrays;
import java.util.Collection;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.RealVector;

/**
 * Abilities β of n objects, P(i is preferred to j) = 1/(1 + exp(β_j − β_i)), of largest penalised
 * likelihood: Bradley and Terry (Biometrika 39, 1952), by Newton's method, since the likelihood is
 * concave. "Neither" counts as half a win for each: a model of ties (Davidson 1970) would take it
 * for an outcome with a propensity of its own, but on a page that lets people pass it is a refusal
 * to choose; intervals are by clusters and don't rest on the outcomes being binomial.
 *
 * <p>The penalty is a normal prior around 0. It keeps the abilities finite where an object wins all
 * its comparisons, and makes their mean 0.
 */
final class BradleyTerry {

  /**
   * Precision of the prior: standard deviation 3 logits, that is, two objects that differ by one
   * standard deviation of a difference (4.2) are told apart 99 times of 100. It weighs as much as
   * half a comparison of equals.
   */
  static final double PRIOR = 1.0 / 9;

  private static final int MOST_STEPS = 200;
  private static final double SMALL_STEP = 1e-11;

  private final double[] abilities;
  private final double[][] inverse;

  /**
   * One comparison.
   *
   * @param one number of an object
   * @param other number of another
   * @param won 1: {@code one} was preferred, 0: {@code other} was, ½: neither
   */
  record Duel(int one, int other, double won) {}

  private BradleyTerry(double[] abilities, double[][] inverse) {
    this.abilities = abilities;
    this.inverse = inverse;
  }

  /**
   * Fits.
   *
   * @param objects n; every two must be connected by comparisons, else their difference is the
   *     prior's
   * @param precision of the prior; 0: none, for comparisons of which every two parts have both won
   *     and lost
   */
  static BradleyTerry fit(int objects, Collection<Duel> duels, double precision) {
    double[] abilities = new double[objects];
    double penalised = likelihood(abilities, duels, precision);
    CholeskyDecomposition information = information(abilities, duels, precision);
    for (int step = 0; step < MOST_STEPS; step++) {
      RealVector direction =
          information
              .getSolver()
              .solve(new ArrayRealVector(gradient(abilities, duels, precision), false));
      double length = 1;
      double[] next = moved(abilities, direction, length);
      double better = likelihood(next, duels, precision);
      while (better < penalised && length > SMALL_STEP) {
        length /= 2;
        next = moved(abilities, direction, length);
        better = likelihood(next, duels, precision);
      }
      if (better < penalised) {
        break; // at the largest value that rounding lets us tell
      }
      abilities = next;
      penalised = better;
      information = information(abilities, duels, precision);
      if (length * direction.getLInfNorm() < SMALL_STEP) {
        break;
      }
    }
    return new BradleyTerry(abilities, information.getSolver().getInverse().getData());
  }

  /** One an object; their mean is 0. */
  double[] abilities() {
    return abilities;
  }

  /** How much a duel moves an object's ability, to first order. */
  double influence(Duel duel, int object) {
    double expected = probability(abilities[duel.one] - abilities[duel.other]);
    return (inverse[object][duel.one] - inverse[object][duel.other]) * (duel.won - expected);
  }

  private static double[] moved(double[] from, RealVector direction, double length) {
    double[] to = new double[from.length];
    for (int i = 0; i < to.length; i++) {
      to[i] = from[i] + length * direction.getEntry(i);
    }
    return to;
  }

  private static double likelihood(double[] abilities, Collection<Duel> duels, double precision) {
    double sum = 0;
    for (Duel duel : duels) {
      double d = abilities[duel.one] - abilities[duel.other];
      // log(1 + e^d), which neither overflows nor loses small values.
      sum += duel.won * d - Math.max(d, 0) - Math.log1p(Math.exp(-Math.abs(d)));
    }
    for (double ability : abilities) {
      sum -= precision * ability * ability / 2;
    }
    return sum;
  }

  private static double[] gradient(double[] abilities, Collection<Duel> duels, double precision) {
    double[] gradient = new double[abilities.length];
    for (Duel duel : duels) {
      double surprise = duel.won - probability(abilities[duel.one] - abilities[duel.other]);
      gradient[duel.one] += surprise;
      gradient[duel.other] -= surprise;
    }
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] -= precision * abilities[i];
    }
    return gradient;
  }

  /** Plus a constant, which fixes the abilities' mean and leaves their differences alone. */
  private static CholeskyDecomposition information(
      double[] abilities, Collection<Duel> duels, double precision) {
    int n = abilities.length;
    double[][] matrix = new double[n][n];
    for (int i = 0; i < n; i++) {
      Arrays.fill(matrix[i], 1.0 / n);
      matrix[i][i] += precision;
    }
    for (Duel duel : duels) {
      double p = probability(abilities[duel.one] - abilities[duel.other]);
      double curvature = p * (1 - p);
      matrix[duel.one][duel.one] += curvature;
      matrix[duel.other][duel.other] += curvature;
      matrix[duel.one][duel.other] -= curvature;
      matrix[duel.other][duel.one] -= curvature;
    }
    return new CholeskyDecomposition(new Array2DRowRealMatrix(matrix, false));
  }

  private static double probability(double difference) {
    return 1 / (1 + Math.exp(-difference));
  }
}

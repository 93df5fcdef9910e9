package io.chiral.asymmetry.design;

import org.hipparchus.analysis.integration.gauss.GaussIntegrator;
import org.hipparchus.analysis.integration.gauss.GaussIntegratorFactory;
import org.hipparchus.analysis.solvers.BrentSolver;
import org.hipparchus.distribution.continuous.NormalDistribution;

/**
 * The largest of all pairwise differences of n independent normal values of equal variance, in
 * standard errors of a difference, and of two such sets: the two lives.
 */
final class StudentizedRange {
  private static final NormalDistribution NORMAL = new NormalDistribution();
  private static final int POINTS = 64;
  private static final double REACH = 8;
  private static final double LARGEST = 20;
  private static final int EVALUATIONS = 200;

  private StudentizedRange() {}

  /**
   * So many standard errors are exceeded by some pair of either life in 1 − {@code confidence} of
   * studies in which nothing differs.
   *
   * @param metrics of each life, at least 2
   */
  static double ofTwoLives(int metrics, double confidence) {
    return new BrentSolver(1e-9)
        .solve(
            EVALUATIONS,
            errors -> {
              double one = atMost(errors, metrics);
              return one * one - confidence;
            },
            0,
            LARGEST);
  }

  /** P(range ≤ r) = n·∫ φ(x)·(Φ(x + r) − Φ(x))ⁿ⁻¹ dx, x the smallest; r = √2·errors. */
  private static double atMost(double errors, int metrics) {
    double range = Math.sqrt(2) * errors;
    GaussIntegrator integrator = new GaussIntegratorFactory().legendre(POINTS, -REACH, REACH);
    return metrics
        * integrator.integrate(
            x -> {
              double between =
                  NORMAL.cumulativeProbability(x + range) - NORMAL.cumulativeProbability(x);
              return NORMAL.density(x) * Math.pow(between, metrics - 1);
            });
  }
}

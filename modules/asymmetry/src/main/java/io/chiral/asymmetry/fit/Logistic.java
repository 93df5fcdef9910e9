package io.chiral.asymmetry.fit;

import io.chiral.asymmetry.correlation.PairedSample;
import java.util.Arrays;
import org.hipparchus.exception.MathRuntimeException;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LeastSquaresBuilder;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LevenbergMarquardtOptimizer;

/**
 * The two logistic curves of image quality assessment, with s(x) = 1 / (1 + e^(−b₂ (x − b₃))).
 *
 * <p>Both are linear in all but slope b₂ and centre b₃. The linear parameters are solved for
 * exactly at each step (variable projection, Golub and Pereyra 1973), which leaves
 * Levenberg–Marquardt two parameters and no narrow valleys. It starts at mean x from the slopes ±1,
 * ±4 and ±10 standard deviations, sign from the correlation; the smallest residual is kept. (The
 * common start [10, 0, mean y, 0.1, 0.1] has vanishing derivatives and ends in a straight line.)
 */
public enum Logistic {
  /** {@code (b₁ − b₄) s(x) + b₄}. */
  FOUR(4, false),

  /** {@code b₁ (s(x) − ½) + b₄ x + b₅}. */
  FIVE(5, true);

  private static final double[] SLOPES = {1, 4, 10};

  /** Relative, of the residual's root; MINPACK stops at about the same change. */
  private static final double COST_TOLERANCE = 1e-8;

  /** A curve that wants an infinite parameter creeps for ever; after so many steps it is there. */
  private static final int MAX_STEPS = 50;

  private static final int MAX_EVALUATIONS = 20 * MAX_STEPS;

  private final int parameters;
  private final boolean linearTerm;

  Logistic(int parameters, boolean linearTerm) {
    this.parameters = parameters;
    this.linearTerm = linearTerm;
  }

  /**
   * Fits opinions by scores.
   *
   * @param scores finite
   * @param opinions finite, as many
   */
  public LogisticFit fit(double[] scores, double[] opinions) {
    PairedSample pairs = new PairedSample(scores, opinions);
    if (scores.length <= parameters) {
      return new LogisticFit.Failed(
          "%d items are too few for %d parameters".formatted(scores.length, parameters));
    }
    double r = pairs.plcc();
    if (Double.isNaN(r)) {
      return new LogisticFit.Failed("scores or opinions are constant");
    }
    Projection projection = new Projection(scores, opinions, linearTerm);
    LogisticFit best = new LogisticFit.Failed("no start converged");
    for (double slope : SLOPES) {
      LogisticFit fit = fit(projection, opinions, r < 0 ? -slope : slope);
      if (better(fit, best)) {
        best = fit;
      }
    }
    return best;
  }

  private static LogisticFit fit(Projection projection, double[] opinions, double slope) {
    var problem =
        new LeastSquaresBuilder()
            .start(new double[] {slope, 0})
            .target(projection.target())
            .model(at -> projection.valueAndJacobian(at.getEntry(0), at.getEntry(1)))
            .checker((step, before, now) -> settled(step, before.getCost(), now.getCost()))
            .maxEvaluations(MAX_EVALUATIONS)
            .maxIterations(MAX_EVALUATIONS)
            .build();
    try {
      var point = new LevenbergMarquardtOptimizer().optimize(problem).getPoint();
      double[] fitted = projection.curve(point.getEntry(0), point.getEntry(1));
      if (!Arrays.stream(fitted).allMatch(Double::isFinite)) {
        return new LogisticFit.Failed("the curve left the finite numbers");
      }
      PairedSample result = new PairedSample(fitted, opinions);
      double plcc = Math.abs(result.plcc());
      return Double.isNaN(plcc)
          ? new LogisticFit.Failed("the curve is constant")
          : new LogisticFit.Fitted(fitted, plcc, result.rmse());
    } catch (MathRuntimeException e) {
      return new LogisticFit.Failed("no start converged: " + e.getMessage());
    }
  }

  private static boolean settled(int step, double before, double now) {
    return step >= MAX_STEPS || before - now <= COST_TOLERANCE * before;
  }

  private static boolean better(LogisticFit fit, LogisticFit than) {
    return fit instanceof LogisticFit.Fitted found
        && !(than instanceof LogisticFit.Fitted kept && kept.rmse() <= found.rmse());
  }
}

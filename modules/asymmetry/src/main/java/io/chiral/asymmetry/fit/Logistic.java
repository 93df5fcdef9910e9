package io.chiral.asymmetry.fit;

import io.chiral.asymmetry.correlation.PairedSample;
import java.util.Arrays;
import org.hipparchus.exception.MathRuntimeException;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LeastSquaresBuilder;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LevenbergMarquardtOptimizer;
import org.hipparchus.util.Pair;

/**
 * The two logistic curves of image quality assessment, fitted by Levenberg–Marquardt from several
 * slopes; the best is kept. (The common single start of the 5-parameter curve has vanishing
 * derivatives and ends in a straight line.)
 */
public enum Logistic {
  /** {@code (b₁ − b₂) / (1 + e^(−(x − b₃) / b₄)) + b₂}. */
  FOUR(4) {
    @Override
    double[] start(double slope, Opinions opinions) {
      return new double[] {opinions.max(), opinions.min(), 0, 1 / slope};
    }

    @Override
    double value(double[] b, double x) {
      return (b[0] - b[1]) * sigmoid((x - b[2]) / b[3]) + b[1];
    }

    @Override
    double[] gradient(double[] b, double x) {
      double u = (x - b[2]) / b[3];
      double s = sigmoid(u);
      double steep = (b[0] - b[1]) * s * (1 - s) / b[3];
      return new double[] {s, 1 - s, -steep, -steep * u};
    }
  },

  /** {@code b₁ (½ − 1 / (1 + e^(b₂ (x − b₃)))) + b₄ x + b₅}. */
  FIVE(5) {
    @Override
    double[] start(double slope, Opinions opinions) {
      return new double[] {opinions.max() - opinions.min(), slope, 0, 0, opinions.mean()};
    }

    @Override
    double value(double[] b, double x) {
      return b[0] * (0.5 - sigmoid(-b[1] * (x - b[2]))) + b[3] * x + b[4];
    }

    @Override
    double[] gradient(double[] b, double x) {
      double s = sigmoid(-b[1] * (x - b[2]));
      double steep = b[0] * s * (1 - s);
      return new double[] {0.5 - s, steep * (x - b[2]), -steep * b[1], x, 1};
    }
  };

  /** Slopes at the middle in standard deviations of the score; see asymmetry.md, "Fits". */
  private static final double[] SLOPES = {1, 4, 10};

  /** Of the residual's root; MINPACK stops at about the same change. */
  private static final double COST_TOLERANCE = 1e-8;

  private static final int MAX_STEPS = 300;

  private static final int MAX_EVALUATIONS = 10 * MAX_STEPS;

  private final int parameters;

  Logistic(int parameters) {
    this.parameters = parameters;
  }

  abstract double[] start(double slope, Opinions opinions);

  abstract double value(double[] b, double x);

  abstract double[] gradient(double[] b, double x);

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
    double[] x = standardised(scores);
    Opinions range = Opinions.of(opinions);
    LogisticFit best = new LogisticFit.Failed("no start converged");
    for (double slope : SLOPES) {
      LogisticFit fit = fit(x, opinions, start(r < 0 ? -slope : slope, range));
      if (better(fit, best)) {
        best = fit;
      }
    }
    return best;
  }

  private LogisticFit fit(double[] x, double[] y, double[] start) {
    var problem =
        new LeastSquaresBuilder()
            .start(start)
            .target(y)
            .model(b -> valueAndJacobian(b.toArray(), x))
            .checker((step, before, now) -> settled(step, before.getCost(), now.getCost()))
            .maxEvaluations(MAX_EVALUATIONS)
            .maxIterations(MAX_EVALUATIONS)
            .build();
    try {
      double[] b = new LevenbergMarquardtOptimizer().optimize(problem).getPoint().toArray();
      double[] fitted = Arrays.stream(x).map(at -> value(b, at)).toArray();
      if (!Arrays.stream(fitted).allMatch(Double::isFinite)) {
        return new LogisticFit.Failed("the curve left the finite numbers");
      }
      PairedSample result = new PairedSample(fitted, y);
      double plcc = Math.abs(result.plcc());
      return Double.isNaN(plcc)
          ? new LogisticFit.Failed("the curve is constant")
          : new LogisticFit.Fitted(b, fitted, plcc, result.rmse());
    } catch (MathRuntimeException e) {
      return new LogisticFit.Failed("no start converged: " + e.getMessage());
    }
  }

  private Pair<RealVector, RealMatrix> valueAndJacobian(double[] b, double[] x) {
    double[] values = new double[x.length];
    double[][] jacobian = new double[x.length][];
    for (int i = 0; i < x.length; i++) {
      values[i] = value(b, x[i]);
      jacobian[i] = gradient(b, x[i]);
    }
    return new Pair<>(
        new ArrayRealVector(values, false), new Array2DRowRealMatrix(jacobian, false));
  }

  private static boolean better(LogisticFit fit, LogisticFit than) {
    return fit instanceof LogisticFit.Fitted found
        && !(than instanceof LogisticFit.Fitted kept && kept.rmse() <= found.rmse());
  }

  /**
   * A curve that wants an infinite parameter creeps for ever along a valley: its cost settles, or
   * after many steps is as good as settled.
   */
  private static boolean settled(int step, double before, double now) {
    return step >= MAX_STEPS || before - now <= COST_TOLERANCE * before;
  }

  private static double sigmoid(double u) {
    return 1 / (1 + Math.exp(-u));
  }

  private static double[] standardised(double[] values) {
    double mean = Arrays.stream(values).average().orElseThrow();
    double variance =
        Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
    return Arrays.stream(values).map(v -> (v - mean) / Math.sqrt(variance)).toArray();
  }

  /** What starts are made from. */
  record Opinions(double min, double max, double mean) {
    static Opinions of(double[] y) {
      var summary = Arrays.stream(y).summaryStatistics();
      return new Opinions(summary.getMin(), summary.getMax(), summary.getAverage());
    }
  }
}

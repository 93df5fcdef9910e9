package io.chiral.asymmetry.fit;

import java.util.Arrays;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;
import org.hipparchus.util.Pair;

/**
 * A logistic fit with its linear parameters projected out: opinions and sigmoid are taken less
 * their regression on 1 (and on x where the curve has a linear term); what is left of the opinions
 * is a multiple of what is left of the sigmoid.
 */
final class Projection {

  /** Standardised scores. */
  private final double[] x;

  private final double[] opinions;
  private final boolean linearTerm;
  private final double[] target;

  Projection(double[] scores, double[] opinions, boolean linearTerm) {
    double mean = mean(scores);
    double[] centred = Arrays.stream(scores).map(score -> score - mean).toArray();
    double deviation = Math.sqrt(dot(centred, centred) / scores.length);
    this.x = Arrays.stream(centred).map(score -> score / deviation).toArray();
    this.opinions = opinions;
    this.linearTerm = linearTerm;
    target = rest(opinions);
  }

  /** What the linear terms leave of the opinions. */
  double[] target() {
    return target;
  }

  /** The fitted opinion of each item. */
  double[] curve(double slope, double centre) {
    double[] rest = rest(sigmoid(slope, centre));
    double amplitude = amplitude(rest);
    double[] curve = new double[x.length];
    for (int i = 0; i < curve.length; i++) {
      curve[i] = opinions[i] - target[i] + amplitude * rest[i];
    }
    return curve;
  }

  /** The fit of the target, and its derivatives by slope and centre (Kaufman 1975). */
  Pair<RealVector, RealMatrix> valueAndJacobian(double slope, double centre) {
    double[] s = sigmoid(slope, centre);
    double[] bySlope = new double[s.length];
    double[] byCentre = new double[s.length];
    for (int i = 0; i < s.length; i++) {
      double steep = s[i] * (1 - s[i]);
      bySlope[i] = steep * (x[i] - centre);
      byCentre[i] = -steep * slope;
    }
    double[] rest = rest(s);
    double amplitude = amplitude(rest);
    double[][] jacobian = new double[s.length][2];
    fill(jacobian, 0, rest(bySlope), rest, amplitude);
    fill(jacobian, 1, rest(byCentre), rest, amplitude);
    double[] value = new double[rest.length];
    for (int i = 0; i < value.length; i++) {
      value[i] = amplitude * rest[i];
    }
    return new Pair<>(new ArrayRealVector(value, false), new Array2DRowRealMatrix(jacobian, false));
  }

  private static void fill(
      double[][] jacobian, int column, double[] derivative, double[] rest, double amplitude) {
    double squares = dot(rest, rest);
    double along = squares > 0 ? dot(derivative, rest) / squares : 0;
    for (int i = 0; i < jacobian.length; i++) {
      jacobian[i][column] = amplitude * (derivative[i] - along * rest[i]);
    }
  }

  private double amplitude(double[] rest) {
    double squares = dot(rest, rest);
    return squares > 0 ? dot(rest, target) / squares : 0;
  }

  private double[] sigmoid(double slope, double centre) {
    double[] sigmoid = new double[x.length];
    for (int i = 0; i < sigmoid.length; i++) {
      sigmoid[i] = 1 / (1 + Math.exp(-slope * (x[i] - centre)));
    }
    return sigmoid;
  }

  private double[] rest(double[] values) {
    double mean = mean(values);
    double along = linearTerm ? dot(values, x) / x.length : 0;
    double[] rest = new double[values.length];
    for (int i = 0; i < rest.length; i++) {
      rest[i] = values[i] - mean - along * x[i];
    }
    return rest;
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}

package io.chiral.imagery.metric;

import java.util.Arrays;
import java.util.List;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;
import org.hipparchus.linear.SingularValueDecomposition;
import org.hipparchus.stat.correlation.Covariance;

/** Means and covariances of rows of numbers, and the distance of two Gaussians in NIQE. */
final class Moments {
  private Moments() {}

  /** Without the rows that hold a NaN or an infinity. */
  static List<double[]> finite(List<double[]> rows) {
    return rows.stream().filter(row -> Arrays.stream(row).allMatch(Double::isFinite)).toList();
  }

  static double[] mean(List<double[]> rows) {
    double[] mean = new double[rows.get(0).length];
    for (double[] row : rows) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += row[i] / rows.size();
      }
    }
    return mean;
  }

  /** With n − 1 in the denominator. */
  static double[][] covariance(List<double[]> rows) {
    return new Covariance(rows.toArray(double[][]::new)).getCovarianceMatrix().getData();
  }

  /** √(d·S⁺·d): d the difference of the means, S⁺ the pseudo-inverse of the mean covariance. */
  static double distance(double[] mean, double[][] covariance, double[] other, double[][] its) {
    RealMatrix pooled =
        MatrixUtils.createRealMatrix(covariance)
            .add(MatrixUtils.createRealMatrix(its))
            .scalarMultiply(0.5);
    RealVector difference =
        MatrixUtils.createRealVector(mean).subtract(MatrixUtils.createRealVector(other));
    RealVector solved = new SingularValueDecomposition(pooled).getSolver().solve(difference);
    return Math.sqrt(Math.max(difference.dotProduct(solved), 0));
  }
}

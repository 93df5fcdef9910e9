package io.chiral.asymmetry.correlation;

import java.util.Arrays;

/**
 * n pairs (x, y), sorted once; every correlation of a weighted replicate is then one or two passes.
 * A weight is how often a pair was drawn: an integer weight gives exactly what the sample with that
 * pair repeated would give. A correlation is NaN where it is undefined: fewer than two pairs drawn,
 * or x or y constant over those drawn.
 */
public final class PairedSample {

  private final double[] x;
  private final double[] y;

  /** Dense rank of each x and y, from 0: equal values share one. */
  private final int[] levelX;

  private final int[] levelY;
  private final int levelsX;
  private final int levelsY;

  /** Indexes by ascending x, for τ-b. */
  private final int[] orderX;

  /**
   * Sorts.
   *
   * @param x scores, finite
   * @param y opinions, finite, as many
   * @throws IllegalArgumentException if lengths differ or a value is not finite
   */
  public PairedSample(double[] x, double[] y) {
    if (x.length != y.length) {
      throw new IllegalArgumentException(
          "%d scores but %d opinions; each item needs both".formatted(x.length, y.length));
    }
    this.x = finite(x, "score");
    this.y = finite(y, "opinion");
    orderX = order(x);
    int[] orderY = order(y);
    levelX = levels(x, orderX);
    levelY = levels(y, orderY);
    levelsX = x.length == 0 ? 0 : levelX[orderX[x.length - 1]] + 1;
    levelsY = y.length == 0 ? 0 : levelY[orderY[y.length - 1]] + 1;
  }

  /** How many pairs there are. */
  public int size() {
    return x.length;
  }

  /** Spearman's ρ with mid-ranks. */
  public double srcc() {
    return srcc(ones());
  }

  /** Kendall's τ-b. */
  public double krcc() {
    return krcc(ones());
  }

  /** Pearson's r. */
  public double plcc() {
    return plcc(ones());
  }

  /** Root of the mean squared difference of x and y. */
  public double rmse() {
    return rmse(ones());
  }

  /**
   * Spearman's ρ: Pearson's r of mid-ranks by cumulated weights.
   *
   * @param weights one a pair, not negative
   */
  public double srcc(double[] weights) {
    double[] rankX = new double[levelsX];
    double[] rankY = new double[levelsY];
    double total = 0;
    for (int i = 0; i < weights.length; i++) {
      total += weights[i];
      rankX[levelX[i]] += weights[i];
      rankY[levelY[i]] += weights[i];
    }
    // Mid-ranks of a weighted sample have the mean W/2 exactly; they are taken about it.
    double squaresX = centredMidRanks(rankX, total);
    double squaresY = centredMidRanks(rankY, total);
    double products = 0;
    for (int i = 0; i < weights.length; i++) {
      products += weights[i] * rankX[levelX[i]] * rankY[levelY[i]];
    }
    return ratio(products, squaresX, squaresY);
  }

  /**
   * Pearson's r.
   *
   * @param weights one a pair, not negative
   */
  public double plcc(double[] weights) {
    double total = 0;
    double sumX = 0;
    double sumY = 0;
    for (int i = 0; i < weights.length; i++) {
      total += weights[i];
      sumX += weights[i] * x[i];
      sumY += weights[i] * y[i];
    }
    double meanX = sumX / total;
    double meanY = sumY / total;
    double products = 0;
    double squaresX = 0;
    double squaresY = 0;
    for (int i = 0; i < weights.length; i++) {
      double dx = x[i] - meanX;
      double dy = y[i] - meanY;
      products += weights[i] * dx * dy;
      squaresX += weights[i] * dx * dx;
      squaresY += weights[i] * dy * dy;
    }
    // A constant sample leaves rounding noise of this size, which is not a spread.
    double noise = 1e-28 * total;
    return squaresX <= noise * meanX * meanX || squaresY <= noise * meanY * meanY
        ? Double.NaN
        : ratio(products, squaresX, squaresY);
  }

  /**
   * Kendall's τ-b in n log n steps: pairs are counted in a Fenwick tree over the levels of y while
   * x ascends.
   *
   * @param weights one a pair, not negative
   */
  public double krcc(double[] weights) {
    FenwickTree tree = new FenwickTree(levelsY);
    double[] weightX = new double[levelsX];
    double[] weightY = new double[levelsY];
    double balance = 0;
    int from = 0;
    while (from < orderX.length) {
      int to = from;
      while (to < orderX.length && levelX[orderX[to]] == levelX[orderX[from]]) {
        int i = orderX[to++];
        balance += weights[i] * (tree.below(levelY[i]) - tree.above(levelY[i]));
        weightX[levelX[i]] += weights[i];
        weightY[levelY[i]] += weights[i];
      }
      for (int at = from; at < to; at++) {
        tree.add(levelY[orderX[at]], weights[orderX[at]]);
      }
      from = to;
    }
    double total = tree.total();
    double untiedX = (total * total - sumOfSquares(weightX)) / 2;
    double untiedY = (total * total - sumOfSquares(weightY)) / 2;
    return ratio(balance, untiedX, untiedY);
  }

  /**
   * Root of the mean squared difference of x and y.
   *
   * @param weights one a pair, not negative
   */
  public double rmse(double[] weights) {
    double total = 0;
    double squares = 0;
    for (int i = 0; i < weights.length; i++) {
      double difference = x[i] - y[i];
      total += weights[i];
      squares += weights[i] * difference * difference;
    }
    return Math.sqrt(squares / total);
  }

  private double[] ones() {
    double[] ones = new double[x.length];
    Arrays.fill(ones, 1);
    return ones;
  }

  /**
   * Turns weights by level into mid-ranks about their mean; returns their weighted squares' sum.
   *
   * @param total of the weights
   */
  static double centredMidRanks(double[] levels, double total) {
    double below = -total / 2;
    double squares = 0;
    for (int level = 0; level < levels.length; level++) {
      double weight = levels[level];
      double centred = below + weight / 2;
      below += weight;
      squares += weight * centred * centred;
      levels[level] = centred;
    }
    return squares;
  }

  static double ratio(double products, double squaresX, double squaresY) {
    if (!(squaresX > 0) || !(squaresY > 0)) {
      return Double.NaN;
    }
    double product = squaresX * squaresY;
    // One root of the product is exact for perfect ranks; two roots don't overflow.
    boolean representable = product > Double.MIN_NORMAL && product <= Double.MAX_VALUE;
    double scale = representable ? Math.sqrt(product) : Math.sqrt(squaresX) * Math.sqrt(squaresY);
    return Math.max(-1, Math.min(1, products / scale));
  }

  private static double sumOfSquares(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value * value;
    }
    return sum;
  }

  private static double[] finite(double[] values, String what) {
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        throw new IllegalArgumentException(
            "%s of item %d is %s; leave items without a finite one out"
                .formatted(what, i, values[i]));
      }
    }
    return values.clone();
  }

  static int[] order(double[] values) {
    Integer[] order = new Integer[values.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (a, b) -> Double.compare(values[a], values[b]));
    int[] plain = new int[values.length];
    Arrays.setAll(plain, i -> order[i]);
    return plain;
  }

  static int[] levels(double[] values, int[] order) {
    int[] levels = new int[values.length];
    for (int at = 1; at < order.length; at++) {
      boolean same = values[order[at]] == values[order[at - 1]];
      levels[order[at]] = levels[order[at - 1]] + (same ? 0 : 1);
    }
    return levels;
  }
}

package io.chiral.asymmetry.correlation;

/** Cumulated weights by level, updated and read in log n steps. */
final class FenwickTree {

  private final double[] sums;
  private double total;

  FenwickTree(int levels) {
    sums = new double[levels + 1];
  }

  void add(int level, double weight) {
    total += weight;
    for (int at = level + 1; at < sums.length; at += at & -at) {
      sums[at] += weight;
    }
  }

  /** Weight of all levels below. */
  double below(int level) {
    double sum = 0;
    for (int at = level; at > 0; at -= at & -at) {
      sum += sums[at];
    }
    return sum;
  }

  /** Weight of all levels above. */
  double above(int level) {
    return total - below(level + 1);
  }

  double total() {
    return total;
  }
}

package io.chiral.asymmetry.correlation;

import java.util.Arrays;

/**
 * Spearman's ρ with mid-ranks of pairs (x, y) in groups that are drawn together: sorted once, a
 * replicate is one pass. Equals {@link PairedSample#srcc(double[])} where every pair has its
 * group's weight. Not thread-safe: ranks are kept in one buffer.
 *
 * <p>In the form across groups each pair is ranked among those of the other groups only, by F(i) =
 * (R(i) − w·own(i)) / (W − W_c): W the weight of all, W_c that of i's group, R the mid-rank in all,
 * own the one in the group. It then tends to what infinitely many groups would give, however few
 * there are: pairs of one content are ordered too easily, and the fewer the contents, the larger
 * their part (a fifth of the pairs of four contents with five levels, a hundredth of a hundred's).
 */
public final class DrawnRanks {

  /**
   * Of total³, left of a constant x or y by weights that are not whole, summed in two orders; a
   * spread of two levels leaves 1/8 of total² or more.
   */
  private static final double NOISE = 1e-20;

  /** Whose own pairs don't count. */
  private final boolean across;

  // One entry a pair, by ascending x.
  private final int[] group;
  private final int[] levelY;
  private final double[] ownX;
  private final double[] ownY;

  /** Where the pairs of each x end. */
  private final int[] ends;

  // One entry a group that is there.
  private final int[] numbers;
  private final double[] sizes;
  private final double[] weights;
  private final double[] halves;
  private final double[] shares;

  private final double[] rankY;

  /**
   * Sorts.
   *
   * @param x scores, finite
   * @param y opinions, finite, as many
   * @param groups number of each pair's group, from 0
   * @param across whether pairs are ranked among those of other groups only
   */
  public DrawnRanks(double[] x, double[] y, int[] groups, boolean across) {
    this.across = across;
    int[] order = PairedSample.order(x);
    int[] orderY = PairedSample.order(y);
    int[] levels = PairedSample.levels(y, orderY);
    int n = x.length;
    group = new int[n];
    levelY = new int[n];
    ownX = new double[across ? n : 0];
    ownY = new double[across ? n : 0];
    numbers = Arrays.stream(groups).distinct().sorted().toArray();
    sizes = new double[numbers.length];
    weights = new double[numbers.length];
    halves = new double[numbers.length];
    shares = new double[numbers.length];
    int[] levelX = PairedSample.levels(x, order);
    ends = new int[n == 0 ? 0 : levelX[order[n - 1]] + 1];
    for (int at = 0; at < n; at++) {
      int i = order[at];
      group[at] = Arrays.binarySearch(numbers, groups[i]);
      sizes[group[at]]++;
      levelY[at] = levels[i];
      ends[levelX[i]] = at + 1;
    }
    rankY = new double[n == 0 ? 0 : levels[orderY[n - 1]] + 1];
    for (int at = 0; across && at < n; at++) {
      ownX[at] = own(x, groups, order[at]);
      ownY[at] = own(y, groups, order[at]);
    }
  }

  /** Those of i's group that are less, and half of those that are equal, itself included. */
  private static double own(double[] values, int[] groups, int i) {
    double own = 0;
    for (int j = 0; j < values.length; j++) {
      if (groups[j] == groups[i]) {
        own += values[j] < values[i] ? 1 : values[j] == values[i] ? 0.5 : 0;
      }
    }
    return own;
  }

  /**
   * ρ where group g is drawn {@code drawn[g]} times, whole or not; NaN where x or y is constant
   * over what was drawn, and across groups where one group alone was.
   */
  public double srcc(double[] drawn) {
    double total = weigh(drawn);
    Arrays.fill(rankY, 0);
    for (int at = 0; at < group.length; at++) {
      rankY[levelY[at]] += weights[group[at]];
    }
    double squaresY = PairedSample.centredMidRanks(rankY, total);
    double squaresX = 0;
    double products = 0;
    double below = -total / 2;
    int from = 0;
    for (int to : ends) {
      // The rank of x is common to a level, so its product with y's is taken once.
      double weight = 0;
      double sum = 0;
      for (int at = from; at < to; at++) {
        int g = group[at];
        double y = rankY[levelY[at]];
        weight += weights[g];
        if (across) {
          // F − ½ = (R − w·own(i) − (W − W_c)/2) / (W − W_c), and R = centred + W/2.
          double weighed = shares[g] * (y + halves[g] - weights[g] * ownY[at]);
          sum += weighed;
          products += weighed * (halves[g] - weights[g] * ownX[at]);
        } else {
          sum += weights[g] * y;
        }
      }
      double centred = below + weight / 2;
      below += weight;
      squaresX += weight * centred * centred;
      products += centred * sum;
      from = to;
    }
    double noise = NOISE * total * total * total;
    return squaresX <= noise || squaresY <= noise
        ? Double.NaN
        : PairedSample.ratio(products, squaresX, squaresY);
  }

  /** The weight of all pairs; what is the same for all pairs of a group is worked out once. */
  private double weigh(double[] drawn) {
    double total = 0;
    for (int g = 0; g < numbers.length; g++) {
      weights[g] = drawn[numbers[g]];
      total += weights[g] * sizes[g];
    }
    for (int g = 0; across && g < numbers.length; g++) {
      double own = weights[g] * sizes[g];
      double share = total / (total - own);
      halves[g] = own / 2;
      shares[g] = weights[g] == 0 ? 0 : weights[g] * share * share;
    }
    return total;
  }
}

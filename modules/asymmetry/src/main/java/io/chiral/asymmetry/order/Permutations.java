package io.chiral.asymmetry.order;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How rare a rank correlation is among all orders of the metrics, were they a random sample.
 *
 * @param p share of orders with at least that |ρ|
 * @param pMin the smallest share that so many metrics can reach
 * @param reason why p is absent
 */
record Permutations(@Nullable Double p, @Nullable Double pMin, @Nullable String reason) {

  /** 9! orders take a few milliseconds. */
  private static final int MAX_METRICS = 9;

  /** Of |ρ|: orders that are equally correlated differ by rounding. */
  private static final double TIE = 1e-12;

  static Permutations of(double[] one, double[] other) {
    int n = one.length;
    double orders = IntStream.rangeClosed(2, n).mapToDouble(i -> i).reduce(1, (a, b) -> a * b);
    double pMin = Math.min(1, 2 / orders);
    if (n > MAX_METRICS) {
      return new Permutations(null, pMin, "no p: too many orders of " + n + " metrics");
    }
    Search search = new Search(centred(one), centred(other));
    search.from(0, 0);
    return new Permutations(search.extreme / orders, pMin, null);
  }

  private static double[] centred(double[] ranks) {
    double mean = Arrays.stream(ranks).average().orElse(0);
    return Arrays.stream(ranks).map(rank -> rank - mean).toArray();
  }

  /** Visits every order of {@code other} against {@code one}. */
  private static final class Search {
    private final double[] one;
    private final double[] other;
    private final double observed;
    private double extreme;

    Search(double[] one, double[] other) {
      this.one = one;
      this.other = other;
      double squares = Math.sqrt(dot(one, one) * dot(other, other));
      observed = Math.abs(dot(one, other)) - TIE * squares;
    }

    void from(int place, double product) {
      if (place == one.length) {
        extreme += Math.abs(product) >= observed ? 1 : 0;
        return;
      }
      for (int choice = place; choice < one.length; choice++) {
        swap(place, choice);
        from(place + 1, product + one[place] * other[place]);
        swap(place, choice);
      }
    }

    private void swap(int a, int b) {
      double kept = other[a];
      other[a] = other[b];
      other[b] = kept;
    }

    private static double dot(double[] a, double[] b) {
      return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
    }
  }
}

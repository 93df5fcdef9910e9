package io.chiral.asymmetry.people;

import io.chiral.asymmetry.replicate.Intervals;
import io.chiral.asymmetry.replicate.Photographs;
import io.chiral.asymmetry.replicate.Replicates;
import io.chiral.messages.report.Figure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Who answered on which photograph, and what that leaves open of a figure which is, to first order,
 * the sum of the answers' shares.
 *
 * <p>Photographs are drawn in replicates. People can't be drawn beside them: each answer's own
 * noise would count three times (Owen 2007). Instead what people vary by beyond that noise is
 * added, after Cameron, Gelbach and Miller's two-way clusters (2011): the variance between raters
 * less that between the (photograph, rater) cells, times a normal number in each replicate. Below
 * {@link Intervals#MIN_UNITS} raters that variance can't be told: the figure holds for these raters
 * only.
 */
final class Clusters {

  private final Replicates replicates;
  private final int[] photographs;
  private final int[] raters;
  private final int[] cells;
  private final double[][] weights;
  private final int photographCount;
  private final int raterCount;
  private final int cellCount;

  /**
   * @param images of each answer
   * @param names of who gave it
   */
  Clusters(List<String> images, List<String> names, Replicates replicates) {
    this.replicates = replicates;
    List<String> shown = new ArrayList<>();
    images.forEach(image -> shown.add(Photographs.photograph(image)));
    List<String> distinct = new ArrayList<>(new TreeSet<>(shown));
    List<String> people = new ArrayList<>(new TreeSet<>(names));
    photographs = numbers(shown, distinct);
    raters = numbers(names, people);
    cells = new int[raters.length];
    Map<Long, Integer> known = new HashMap<>();
    for (int i = 0; i < cells.length; i++) {
      long cell = (long) photographs[i] * people.size() + raters[i];
      cells[i] = known.computeIfAbsent(cell, next -> known.size());
    }
    cellCount = known.size();
    raterCount = people.size();
    photographCount = distinct.size();
    weights = replicates.weights("people's photographs", distinct.size());
  }

  private static int[] numbers(List<String> values, List<String> sorted) {
    Map<String, Integer> numbers = new HashMap<>();
    sorted.forEach(value -> numbers.put(value, numbers.size()));
    return values.stream().mapToInt(value -> numbers.getOrDefault(value, -1)).toArray();
  }

  /** How many people there are. */
  int raters() {
    return raterCount;
  }

  /**
   * A figure with its interval; without one below {@link Intervals#MIN_UNITS} photographs, whose
   * few draws would look surer than they are.
   *
   * @param name keys its random numbers
   * @param shares of each answer
   * @param n what the figure says it is computed from
   */
  Figure figure(String name, double value, double[] shares, int n) {
    if (photographCount < Intervals.MIN_UNITS) {
      String reason = "no interval: fewer than %d photographs".formatted(Intervals.MIN_UNITS);
      return new Figure(value, null, null, n, reason);
    }
    double[] drawn = replicates(value, sums(photographs, photographCount, shares));
    boolean population = raterCount >= Intervals.MIN_UNITS;
    if (population) {
      double scale = Math.sqrt(amongRaters(shares));
      double[] normals = replicates.normals("people's taste of " + name);
      for (int r = 0; r < drawn.length; r++) {
        drawn[r] += scale * normals[r];
      }
    }
    int units = population ? Math.min(photographCount, raterCount) : photographCount;
    return Intervals.figure(value, drawn, units, n);
  }

  private double[] replicates(double value, double[] byPhotograph) {
    int units = byPhotograph.length;
    double mean = mean(byPhotograph);
    double[] drawn = new double[weights.length];
    for (int r = 0; r < drawn.length; r++) {
      drawn[r] = value;
      for (int t = 0; t < units; t++) {
        drawn[r] += weights[r][t] * (byPhotograph[t] - mean) * units / Math.max(1, units - 1);
      }
    }
    return drawn;
  }

  private double amongRaters(double[] shares) {
    double[] byRater = sums(raters, raterCount, shares);
    double mean = mean(byRater);
    double among = 0;
    for (double sum : byRater) {
      among += (sum - mean) * (sum - mean) * raterCount / (raterCount - 1);
    }
    double within = 0;
    for (double sum : sums(cells, cellCount, shares)) {
      within += sum * sum;
    }
    return Math.max(0, among - within);
  }

  private static double[] sums(int[] groups, int count, double[] shares) {
    double[] sums = new double[count];
    for (int i = 0; i < shares.length; i++) {
      sums[groups[i]] += shares[i];
    }
    return sums;
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }
}

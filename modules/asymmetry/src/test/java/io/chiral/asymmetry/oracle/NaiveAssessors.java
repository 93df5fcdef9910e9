package io.chiral.asymmetry.oracle;

import io.chiral.asymmetry.replicate.Replicates;
import io.chiral.messages.event.ItemsScored;
import io.chiral.messages.event.MetricEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * A of proxy opinions as it is defined: in each replicate the drawn items are written out as often
 * as they were drawn, and every item is compared with every item of another content.
 */
final class NaiveAssessors {

  private final int splits;
  private final Replicates replicates;

  /** Scores by metric, seed (−1: none) and split. */
  private final TreeMap<String, TreeMap<Long, TreeMap<Integer, List<ItemsScored.Item>>>> scores =
      new TreeMap<>();

  private final List<String> contents;
  private final double[][] drawnContents;
  private final double[][] drawnSplits;

  NaiveAssessors(List<MetricEvent> events, int splits, Replicates replicates) {
    this.splits = splits;
    this.replicates = replicates;
    TreeSet<String> names = new TreeSet<>();
    String benchmark = "";
    for (MetricEvent event : events) {
      if (event instanceof ItemsScored scored) {
        benchmark = scored.benchmark();
        @Nullable Long seed = scored.seed();
        scores
            .computeIfAbsent(scored.metric(), metric -> new TreeMap<>())
            .computeIfAbsent(seed == null ? -1 : seed, key -> new TreeMap<>())
            .computeIfAbsent(scored.split(), key -> new ArrayList<>())
            .addAll(scored.items());
        scored.items().forEach(item -> names.add(item.content()));
      }
    }
    contents = new ArrayList<>(names);
    drawnContents = replicates.weights("contents of " + benchmark, contents.size());
    drawnSplits = replicates.weights("splits of " + benchmark, splits);
  }

  int contents() {
    return contents.size();
  }

  double value(String metric) {
    double[] ones = new double[Math.max(contents.size(), splits)];
    Arrays.fill(ones, 1);
    return value(seeds(metric), ones, ones, false);
  }

  /** With the seeds' noise, as the report adds it. */
  double[] replicates(String metric) {
    double variance = seedVariance();
    int seeds =
        scores.getOrDefault(metric, new TreeMap<>()).containsKey(-1L) ? 0 : seeds(metric).size();
    double noise = seeds == 0 || Double.isNaN(variance) ? 0 : Math.sqrt(variance / seeds);
    double[] normals = replicates.normals("assessor " + metric);
    double[] values = new double[replicates.count()];
    for (int r = 0; r < values.length; r++) {
      values[r] = value(seeds(metric), drawnContents[r], drawnSplits[r], true) + noise * normals[r];
    }
    return values;
  }

  private double seedVariance() {
    double squares = 0;
    int freedom = 0;
    double[] ones = new double[Math.max(contents.size(), splits)];
    Arrays.fill(ones, 1);
    for (String metric : scores.keySet()) {
      double[] each =
          seeds(metric).stream().mapToDouble(s -> value(List.of(s), ones, ones, false)).toArray();
      double mean = Arrays.stream(each).average().orElseThrow();
      squares += Arrays.stream(each).map(v -> Math.pow(v - mean, 2)).sum();
      freedom += each.length - 1;
    }
    return freedom == 0 ? Double.NaN : squares / freedom;
  }

  private List<TreeMap<Integer, List<ItemsScored.Item>>> seeds(String metric) {
    return List.copyOf(scores.getOrDefault(metric, new TreeMap<>()).values());
  }

  /**
   * Median over splits of the mean over seeds.
   *
   * @param halfWay whether to go half the way from all contents to those drawn, and double it
   */
  private double value(
      List<TreeMap<Integer, List<ItemsScored.Item>>> seeds,
      double[] drawn,
      double[] times,
      boolean halfWay) {
    List<Double> each = new ArrayList<>();
    int n = contents.size();
    for (int split = 0; split < splits; split++) {
      double sum = 0;
      for (TreeMap<Integer, List<ItemsScored.Item>> seed : seeds) {
        List<ItemsScored.Item> items = seed.getOrDefault(split, List.of());
        double whole = meanOverTypes(items, content -> 1);
        double half = meanOverTypes(items, content -> (1 + drawn[content] * n / (n - 1.0)) / 2);
        sum += halfWay ? 2 * half - whole : whole;
      }
      for (int copy = 0; copy < times[split] && !Double.isNaN(sum); copy++) {
        each.add(sum / seeds.size());
      }
    }
    Collections.sort(each);
    int count = each.size();
    return count == 0 ? Double.NaN : (each.get((count - 1) / 2) + each.get(count / 2)) / 2;
  }

  private double meanOverTypes(List<ItemsScored.Item> items, IntToDoubleFunction weights) {
    return items.stream()
        .map(ItemsScored.Item::distortion)
        .distinct()
        .sorted()
        .mapToDouble(
            type ->
                acrossContents(
                    items.stream().filter(item -> item.distortion().equals(type)).toList(),
                    item -> weights.applyAsDouble(contents.indexOf(item.content()))))
        .filter(value -> !Double.isNaN(value))
        .average()
        .orElse(Double.NaN);
  }

  /** Spearman's ρ, each item ranked among those of the other contents. */
  static double acrossContents(
      List<ItemsScored.Item> items, ToDoubleFunction<ItemsScored.Item> weights) {
    double total = items.stream().mapToDouble(weights).sum();
    double products = 0;
    double squaresX = 0;
    double squaresY = 0;
    for (ItemsScored.Item item : items) {
      double x = 0;
      double y = 0;
      double allX = 0;
      double allY = 0;
      double others = 0;
      for (ItemsScored.Item other : items) {
        double weight = weights.applyAsDouble(other);
        double aboveX = weight * Math.signum(item.score() - other.score()) / 2;
        double aboveY = weight * Math.signum(item.opinion() - other.opinion()) / 2;
        allX += aboveX / total;
        allY += aboveY / total;
        if (!other.content().equals(item.content())) {
          x += aboveX;
          y += aboveY;
          others += weight;
        }
      }
      double weight = weights.applyAsDouble(item);
      products += weight * x * y / others / others;
      squaresX += weight * allX * allX;
      squaresY += weight * allY * allY;
    }
    double rho = products / Math.sqrt(squaresX * squaresY);
    return Math.max(-1, Math.min(1, rho));
  }
}

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
    return value(seeds(metric), ones, ones);
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
      values[r] = value(seeds(metric), drawnContents[r], drawnSplits[r]) + noise * normals[r];
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
          seeds(metric).stream().mapToDouble(s -> value(List.of(s), ones, ones)).toArray();
      double mean = Arrays.stream(each).average().orElseThrow();
      squares += Arrays.stream(each).map(v -> Math.pow(v - mean, 2)).sum();
      freedom += each.length - 1;
    }
    return freedom == 0 ? Double.NaN : squares / freedom;
  }

  private List<TreeMap<Integer, List<ItemsScored.Item>>> seeds(String metric) {
    return List.copyOf(scores.getOrDefault(metric, new TreeMap<>()).values());
  }

  private double value(
      List<TreeMap<Integer, List<ItemsScored.Item>>> seeds, double[] contents, double[] times) {
    List<Double> each = new ArrayList<>();
    for (int split = 0; split < splits; split++) {
      double sum = 0;
      for (TreeMap<Integer, List<ItemsScored.Item>> seed : seeds) {
        sum += meanOverTypes(seed.getOrDefault(split, List.of()), contents);
      }
      for (int copy = 0; copy < times[split] && !Double.isNaN(sum); copy++) {
        each.add(sum / seeds.size());
      }
    }
    Collections.sort(each);
    int n = each.size();
    return n == 0 ? Double.NaN : (each.get((n - 1) / 2) + each.get(n / 2)) / 2;
  }

  private double meanOverTypes(List<ItemsScored.Item> items, double[] drawn) {
    TreeMap<String, List<ItemsScored.Item>> types = new TreeMap<>();
    for (ItemsScored.Item item : items) {
      for (int copy = 0; copy < drawn[contents.indexOf(item.content())]; copy++) {
        types.computeIfAbsent(item.distortion(), type -> new ArrayList<>()).add(item);
      }
    }
    return types.values().stream()
        .mapToDouble(NaiveAssessors::acrossContents)
        .filter(value -> !Double.isNaN(value))
        .average()
        .orElse(Double.NaN);
  }

  /** Spearman's ρ, each item ranked among those of the other contents. */
  static double acrossContents(List<ItemsScored.Item> items) {
    double products = 0;
    double squaresX = 0;
    double squaresY = 0;
    for (ItemsScored.Item item : items) {
      double x = 0;
      double y = 0;
      double allX = 0;
      double allY = 0;
      int others = 0;
      for (ItemsScored.Item other : items) {
        double aboveX = Math.signum(item.score() - other.score()) / 2;
        double aboveY = Math.signum(item.opinion() - other.opinion()) / 2;
        allX += aboveX / items.size();
        allY += aboveY / items.size();
        if (!other.content().equals(item.content())) {
          x += aboveX;
          y += aboveY;
          others++;
        }
      }
      products += others == 0 ? Double.NaN : x * y / others / others;
      squaresX += allX * allX;
      squaresY += allY * allY;
    }
    double rho = products / Math.sqrt(squaresX * squaresY);
    return Math.max(-1, Math.min(1, rho));
  }
}

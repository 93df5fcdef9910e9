package io.chiral.training.assess;

import io.chiral.imagery.dataset.BenchmarkItem;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hipparchus.stat.correlation.SpearmansCorrelation;

/** How well scores agree with opinions, for choosing between weights. */
final class RankCorrelation {

  private RankCorrelation() {}

  /**
   * SRCC with mid-ranks; of proxies the mean over distortion types, within which alone their
   * opinions are comparable. NaN where it is defined nowhere.
   */
  static double of(List<BenchmarkItem> items, double[] scores, boolean proxy) {
    Map<String, List<Integer>> groups =
        IntStream.range(0, items.size())
            .boxed()
            .collect(
                Collectors.groupingBy(i -> proxy ? String.valueOf(items.get(i).distortion()) : ""));
    return groups.values().stream()
        .mapToDouble(group -> within(group, items, scores))
        .filter(value -> !Double.isNaN(value))
        .average()
        .orElse(Double.NaN);
  }

  private static double within(
      Collection<Integer> group, List<BenchmarkItem> items, double[] scores) {
    double[] x = group.stream().mapToDouble(i -> scores[i]).toArray();
    double[] y = group.stream().mapToDouble(i -> items.get(i).opinion()).toArray();
    return x.length < 2 ? Double.NaN : new SpearmansCorrelation().correlation(x, y);
  }
}

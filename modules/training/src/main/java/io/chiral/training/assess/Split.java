package io.chiral.training.assess;

import io.chiral.imagery.dataset.Benchmark;
import io.chiral.imagery.dataset.BenchmarkItem;
import io.chiral.networks.weights.CounterRandom;
import io.chiral.training.ImpossibleException;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A benchmark's items in two parts that share no content.
 *
 * @param train what may be learnt from
 * @param test what is scored
 */
record Split(List<BenchmarkItem> train, List<BenchmarkItem> test) {

  /**
   * The {@code number}-th split, a function of (contents, seed, number, share) alone: the contents
   * are ordered by a random key of their own, and the first are held out.
   *
   * @param seed the same for all metrics
   * @param testShare of contents; at least one is held out and at least one is not
   */
  static Split of(Benchmark benchmark, long seed, int number, double testShare) {
    List<String> contents = benchmark.contents();
    if (contents.size() < 2) {
      throw new ImpossibleException(
          "benchmark %s has %d contents, a split needs two or more"
              .formatted(benchmark.id(), contents.size()));
    }
    int held = (int) Math.round(testShare * contents.size());
    Set<String> test =
        new HashSet<>(
            contents.stream()
                .sorted(Comparator.comparing(content -> key(seed, number, content)))
                .limit(Math.min(Math.max(held, 1), contents.size() - 1))
                .toList());
    return new Split(
        benchmark.items().stream().filter(item -> !test.contains(item.content())).toList(),
        benchmark.items().stream().filter(item -> test.contains(item.content())).toList());
  }

  private static Long key(long seed, int number, String content) {
    return CounterRandom.of(seed, "split/" + content).bits(number);
  }
}

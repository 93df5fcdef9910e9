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
 * A benchmark's items in parts that share no content.
 *
 * @param train what may be learnt from
 * @param validation what weights are chosen by; may be empty
 * @param test what is scored, and nothing is chosen by
 */
record Split(List<BenchmarkItem> train, List<BenchmarkItem> validation, List<BenchmarkItem> test) {

  /**
   * The {@code number}-th split, a function of (contents, seed, number, shares) alone: the contents
   * are ordered by a random key of their own; the first are the test part, whatever the validation
   * share, the next the validation part.
   *
   * @param seed the same for all metrics
   * @param testShare of contents; at least one is tested
   * @param validationShare of contents; at least one is where it is above 0
   * @throws ImpossibleException when there are too few contents
   */
  static Split of(
      Benchmark benchmark, long seed, int number, double testShare, double validationShare) {
    List<String> contents =
        benchmark.contents().stream()
            .sorted(Comparator.comparing(content -> key(seed, number, content)))
            .toList();
    int needed = validationShare > 0 ? 3 : 2;
    if (contents.size() < needed) {
      throw new ImpossibleException(
          "benchmark %s has %d contents, a split needs %d or more"
              .formatted(benchmark.id(), contents.size(), needed));
    }
    int tested = share(testShare, contents.size(), contents.size() - needed + 1);
    int validated =
        validationShare > 0
            ? share(validationShare, contents.size(), contents.size() - tested - 1)
            : 0;
    return new Split(
        of(benchmark, contents.subList(tested + validated, contents.size())),
        of(benchmark, contents.subList(tested, tested + validated)),
        of(benchmark, contents.subList(0, tested)));
  }

  private static int share(double share, int contents, int most) {
    return Math.min(Math.max((int) Math.round(share * contents), 1), most);
  }

  private static List<BenchmarkItem> of(Benchmark benchmark, List<String> contents) {
    Set<String> chosen = new HashSet<>(contents);
    return benchmark.items().stream().filter(item -> chosen.contains(item.content())).toList();
  }

  private static Long key(long seed, int number, String content) {
    return CounterRandom.of(seed, "split/" + content).bits(number);
  }
}

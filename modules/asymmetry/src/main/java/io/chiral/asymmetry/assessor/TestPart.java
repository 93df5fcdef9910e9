package io.chiral.asymmetry.assessor;

import io.chiral.asymmetry.correlation.PairedSample;
import io.chiral.asymmetry.evidence.ItemScores.Scored;
import java.util.List;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One assessor's scores of the test part of one split. */
final class TestPart {

  private final List<Stratum> strata;

  /**
   * Sorts the scores.
   *
   * @param items of the test part
   * @param proxy opinions are distortion levels: each type is correlated by itself, across contents
   *     (within a content every metric would agree with the levels)
   * @param content number of a content
   */
  TestPart(List<Scored> items, boolean proxy, ToIntFunction<String> content) {
    strata =
        proxy
            ? items.stream()
                .collect(
                    Collectors.groupingBy(Scored::distortion, TreeMap::new, Collectors.toList()))
                .values()
                .stream()
                .map(type -> new Stratum(type, content, 2))
                .toList()
            : List.of(new Stratum(items, content, 1));
  }

  /** The statistic, prepared: in each call only weights change. */
  Prepared prepare(Statistic statistic) {
    return new Prepared(
        statistic,
        strata,
        strata.stream()
            .<@Nullable PairedSample>map(statistic::prepared)
            .toArray(PairedSample[]::new));
  }

  /** One statistic of one test part. */
  static final class Prepared {
    private final Statistic statistic;
    private final List<Stratum> strata;
    private final @Nullable PairedSample[] pairs;

    private Prepared(Statistic statistic, List<Stratum> strata, @Nullable PairedSample[] pairs) {
      this.statistic = statistic;
      this.strata = strata;
      this.pairs = pairs;
    }

    /**
     * Mean over strata where it is defined; NaN where it is in none.
     *
     * @param drawn how often each content is drawn
     */
    double value(double[] drawn) {
      double sum = 0;
      int defined = 0;
      for (int at = 0; at < pairs.length; at++) {
        PairedSample sample = pairs[at];
        double[] weights = sample == null ? null : strata.get(at).weights(drawn);
        double value =
            sample == null || weights == null ? Double.NaN : statistic.of(sample, weights);
        if (!Double.isNaN(value)) {
          sum += value;
          defined++;
        }
      }
      return defined == 0 ? Double.NaN : sum / defined;
    }
  }
}

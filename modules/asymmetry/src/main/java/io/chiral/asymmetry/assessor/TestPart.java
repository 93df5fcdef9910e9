package io.chiral.asymmetry.assessor;

import io.chiral.asymmetry.assessor.Statistic.Drawn;
import io.chiral.asymmetry.evidence.ItemScores.Scored;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

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
                .map(type -> new Stratum(type, content, true))
                .toList()
            : List.of(new Stratum(items, content, false));
  }

  /** The statistic, prepared: in each call only weights change. */
  Prepared prepare(Statistic statistic) {
    return new Prepared(
        strata.stream().map(statistic::of).filter(Objects::nonNull).toArray(Drawn[]::new));
  }

  /** One statistic of one test part. */
  static final class Prepared {
    private final Drawn[] strata;

    private Prepared(Drawn[] strata) {
      this.strata = strata;
    }

    /**
     * Mean over strata where it is defined; NaN where it is in none.
     *
     * @param drawn how often each content is drawn
     */
    double value(double[] drawn) {
      double sum = 0;
      int defined = 0;
      for (Drawn stratum : strata) {
        double value = stratum.value(drawn);
        if (!Double.isNaN(value)) {
          sum += value;
          defined++;
        }
      }
      return defined == 0 ? Double.NaN : sum / defined;
    }
  }
}

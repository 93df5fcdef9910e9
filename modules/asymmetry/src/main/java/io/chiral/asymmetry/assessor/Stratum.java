package io.chiral.asymmetry.assessor;

import io.chiral.asymmetry.correlation.PairedSample;
import io.chiral.asymmetry.evidence.ItemScores.Scored;
import io.chiral.asymmetry.fit.Logistic;
import io.chiral.asymmetry.fit.LogisticFit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Items that are correlated together: a split's test part, or one distortion type of it where the
 * opinions are proxies.
 */
final class Stratum {

  private final double[] scores;
  private final double[] opinions;
  private final int[] contents;
  private final int minContents;
  private final PairedSample raw;
  private final Map<Logistic, LogisticFit> fits = new EnumMap<>(Logistic.class);

  /**
   * Sorts.
   *
   * @param items scored items
   * @param content number of an item's content
   * @param minContents 1 or 2: if fewer are drawn, statistics are undefined
   */
  Stratum(List<Scored> items, ToIntFunction<String> content, int minContents) {
    this(
        items.stream().mapToDouble(Scored::score).toArray(),
        items.stream().mapToDouble(Scored::opinion).toArray(),
        items.stream().mapToInt(item -> content.applyAsInt(item.content())).toArray(),
        minContents);
  }

  /** As above, item by item. */
  Stratum(double[] scores, double[] opinions, int[] contents, int minContents) {
    this.scores = scores.clone();
    this.opinions = opinions.clone();
    this.contents = contents.clone();
    this.minContents = minContents;
    raw = new PairedSample(scores, opinions);
  }

  PairedSample raw() {
    return raw;
  }

  /** Opinions as fitted by the curve, against given ones; null where the fit failed. */
  @Nullable PairedSample fitted(Logistic curve) {
    return fit(curve) instanceof LogisticFit.Fitted found
        ? new PairedSample(found.fitted(), opinions)
        : null;
  }

  LogisticFit fit(Logistic curve) {
    return fits.computeIfAbsent(curve, c -> c.fit(scores, opinions));
  }

  /**
   * How often each item is drawn where content c is drawn {@code drawn[c]} times; null where too
   * few contents are.
   */
  double @Nullable [] weights(double[] drawn) {
    double[] weights = new double[contents.length];
    int first = -1;
    int distinct = 0;
    for (int i = 0; i < weights.length; i++) {
      weights[i] = drawn[contents[i]];
      if (weights[i] > 0 && contents[i] != first && distinct < 2) {
        first = contents[i];
        distinct++;
      }
    }
    return distinct < minContents ? null : weights;
  }
}

package io.chiral.asymmetry.assessor;

import io.chiral.asymmetry.correlation.DrawnRanks;
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
  private final boolean across;
  private final Map<Logistic, LogisticFit> fits = new EnumMap<>(Logistic.class);

  /**
   * Sorts.
   *
   * @param items scored items
   * @param content number of an item's content
   * @param across whether items are ranked among those of other contents only
   */
  Stratum(List<Scored> items, ToIntFunction<String> content, boolean across) {
    this(
        items.stream().mapToDouble(Scored::score).toArray(),
        items.stream().mapToDouble(Scored::opinion).toArray(),
        items.stream().mapToInt(item -> content.applyAsInt(item.content())).toArray(),
        across);
  }

  /** As above, item by item. */
  Stratum(double[] scores, double[] opinions, int[] contents, boolean across) {
    this.scores = scores.clone();
    this.opinions = opinions.clone();
    this.contents = contents.clone();
    this.across = across;
  }

  DrawnRanks ranks() {
    return new DrawnRanks(scores, opinions, contents, across);
  }

  PairedSample raw() {
    return new PairedSample(scores, opinions);
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

  /** Whether statistics are defined: across contents two of them must be drawn. */
  boolean enough(double[] drawn) {
    int first = -1;
    for (int content : contents) {
      if (drawn[content] > 0) {
        if (first >= 0 && content != first) {
          return true;
        }
        first = content;
      }
    }
    return !across && first >= 0;
  }

  /** How often each item is drawn where content c is drawn {@code drawn[c]} times. */
  double[] weights(double[] drawn) {
    double[] weights = new double[contents.length];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = drawn[contents[i]];
    }
    return weights;
  }
}

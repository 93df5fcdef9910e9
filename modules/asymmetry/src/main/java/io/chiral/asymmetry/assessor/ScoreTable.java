package io.chiral.asymmetry.assessor;

import io.chiral.asymmetry.assessor.Statistic.Drawn;
import io.chiral.asymmetry.fit.LogisticFit;
import io.chiral.asymmetry.replicate.Replicates;
import io.chiral.messages.report.Figure;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Scores of a metric beside opinions, from anywhere: how well they agree, with 95% intervals.
 * Groups (items of one content, say) are drawn together; a logistic curve is fitted once and held
 * in replicates.
 */
public final class ScoreTable {

  private static final String GROUPS = "groups";

  private final Stratum stratum;
  private final int items;
  private final int groups;

  private ScoreTable(Stratum stratum, int items, int groups) {
    this.stratum = stratum;
    this.items = items;
    this.groups = groups;
  }

  /**
   * @param scores of the metric, finite, more is better
   * @param opinions as many, finite, more is better
   * @param groups as many, each item's group; null: every item is its own
   * @throws IllegalArgumentException if lengths differ or a value is not finite
   */
  public static ScoreTable of(double[] scores, double[] opinions, @Nullable List<String> groups) {
    int[] numbers = new int[scores.length];
    Map<String, Integer> known = new LinkedHashMap<>();
    if (groups == null) {
      Arrays.setAll(numbers, i -> i);
    } else {
      Arrays.setAll(numbers, i -> known.computeIfAbsent(groups.get(i), unseen -> known.size()));
    }
    int count = groups == null ? scores.length : known.size();
    return new ScoreTable(new Stratum(scores, opinions, numbers, false), scores.length, count);
  }

  /**
   * Correlations and errors. A figure that isn't defined (two items, nothing varies, no fit) has no
   * value but a reason.
   *
   * @param replicates of the intervals
   */
  public Correlations correlations(Replicates replicates) {
    double[][] drawn = groups < 2 ? new double[0][] : replicates.weights(GROUPS, groups);
    return new Correlations(
        items,
        groups,
        figure(Statistic.SRCC, drawn),
        figure(Statistic.KRCC, drawn),
        figure(Statistic.PLCC, drawn),
        figure(Statistic.PLCC4, drawn),
        figure(Statistic.RMSE4, drawn),
        figure(Statistic.PLCC5, drawn),
        figure(Statistic.RMSE5, drawn));
  }

  private Figure figure(Statistic statistic, double[][] drawn) {
    Drawn of = statistic.of(stratum);
    if (of == null) {
      return Figure.absent(items, failure(statistic));
    }
    double value = of.value(Medians.ones(groups));
    double[] replicates = Arrays.stream(drawn).mapToDouble(of::value).toArray();
    return statistic.figure(value, replicates, groups, items);
  }

  private String failure(Statistic statistic) {
    return statistic.curve() != null
            && stratum.fit(statistic.curve()) instanceof LogisticFit.Failed failed
        ? "no curve: " + failed.reason()
        : "undefined";
  }

  /**
   * How scores agree with opinions.
   *
   * @param n items
   * @param groups what the intervals resample
   * @param srcc Spearman's ρ with mid-ranks
   * @param krcc Kendall's τ-b
   * @param plcc Pearson's r as it is
   * @param plcc4 |Pearson's r| after the 4-parameter logistic
   * @param rmse4 root mean squared error after it, in units of the opinion
   * @param plcc5 |Pearson's r| after the 5-parameter logistic
   * @param rmse5 root mean squared error after it
   */
  public record Correlations(
      int n,
      int groups,
      Figure srcc,
      Figure krcc,
      Figure plcc,
      Figure plcc4,
      Figure rmse4,
      Figure plcc5,
      Figure rmse5) {}
}

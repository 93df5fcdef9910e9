package io.chiral.asymmetry.assessor;

import io.chiral.asymmetry.correlation.PairedSample;
import io.chiral.asymmetry.fit.Logistic;
import io.chiral.asymmetry.replicate.Intervals;
import io.chiral.messages.report.Figure;
import java.util.function.ToDoubleBiFunction;
import org.jspecify.annotations.Nullable;

/** What is told of scores and opinions. Curves are fitted once and held in replicates. */
enum Statistic {
  SRCC(-1, 1, null, PairedSample::srcc),
  KRCC(-1, 1, null, PairedSample::krcc),
  PLCC(-1, 1, null, PairedSample::plcc),
  PLCC4(0, 1, Logistic.FOUR, Statistic::absolutePlcc),
  RMSE4(0, Double.POSITIVE_INFINITY, Logistic.FOUR, PairedSample::rmse),
  PLCC5(0, 1, Logistic.FIVE, Statistic::absolutePlcc),
  RMSE5(0, Double.POSITIVE_INFINITY, Logistic.FIVE, PairedSample::rmse);

  private final double least;
  private final double most;

  private final @Nullable Logistic curve;
  private final ToDoubleBiFunction<PairedSample, double[]> value;

  Statistic(
      double least,
      double most,
      @Nullable Logistic curve,
      ToDoubleBiFunction<PairedSample, double[]> value) {
    this.least = least;
    this.most = most;
    this.curve = curve;
    this.value = value;
  }

  /** The curve that opinions are fitted by; null: none, scores are taken as they are. */
  @Nullable Logistic curve() {
    return curve;
  }

  /** The statistic of a stratum as a function of how often contents are drawn; null: no curve. */
  @Nullable Drawn of(Stratum stratum) {
    if (this == SRCC) {
      return stratum.ranks()::srcc;
    }
    PairedSample pairs = curve == null ? stratum.raw() : stratum.fitted(curve);
    return pairs == null
        ? null
        : drawn ->
            stratum.enough(drawn) ? value.applyAsDouble(pairs, stratum.weights(drawn)) : Double.NaN;
  }

  /** A statistic of items whose contents are drawn. */
  interface Drawn {
    /** Its value where content c is drawn {@code drawn[c]} times; NaN where it has none. */
    double value(double[] drawn);
  }

  /** Its figure, with an interval of values that there are; arguments as of {@link Intervals}. */
  Figure figure(double value, double[] replicates, int units, int n) {
    Figure figure =
        most == 1
            ? Intervals.correlation(value, replicates, units, n)
            : Intervals.figure(value, replicates, units, n);
    return Intervals.within(figure, least, most);
  }

  private static double absolutePlcc(PairedSample pairs, double[] weights) {
    return Math.abs(pairs.plcc(weights));
  }
}

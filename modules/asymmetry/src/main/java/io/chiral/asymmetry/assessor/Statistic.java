package io.chiral.asymmetry.assessor;

import io.chiral.asymmetry.correlation.PairedSample;
import io.chiral.asymmetry.fit.Logistic;
import java.util.function.ToDoubleBiFunction;
import org.jspecify.annotations.Nullable;

/** What is told of scores and opinions. Curves are fitted once and held in replicates. */
enum Statistic {
  SRCC(null, PairedSample::srcc),
  KRCC(null, PairedSample::krcc),
  PLCC(null, PairedSample::plcc),
  PLCC4(Logistic.FOUR, Statistic::absolutePlcc),
  RMSE4(Logistic.FOUR, PairedSample::rmse),
  PLCC5(Logistic.FIVE, Statistic::absolutePlcc),
  RMSE5(Logistic.FIVE, PairedSample::rmse);

  private final @Nullable Logistic curve;
  private final ToDoubleBiFunction<PairedSample, double[]> value;

  Statistic(@Nullable Logistic curve, ToDoubleBiFunction<PairedSample, double[]> value) {
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

  private static double absolutePlcc(PairedSample pairs, double[] weights) {
    return Math.abs(pairs.plcc(weights));
  }
}

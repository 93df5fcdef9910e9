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

  /** The pairs that the statistic is of; null where there are none. */
  @Nullable PairedSample prepared(Stratum stratum) {
    return curve == null ? stratum.raw() : stratum.fitted(curve);
  }

  double of(PairedSample pairs, double[] weights) {
    return value.applyAsDouble(pairs, weights);
  }

  private static double absolutePlcc(PairedSample pairs, double[] weights) {
    return Math.abs(pairs.plcc(weights));
  }
}

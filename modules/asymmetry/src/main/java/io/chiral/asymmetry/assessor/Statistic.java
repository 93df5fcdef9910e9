package io.chiral.asymmetry.assessor;

import io.chiral.asymmetry.correlation.PairedSample;
import io.chiral.asymmetry.fit.Logistic;
import org.jspecify.annotations.Nullable;

/** What is told of scores and opinions. Curves are fitted once and held in replicates. */
enum Statistic {
  SRCC {
    @Override
    double of(PairedSample pairs, double[] weights) {
      return pairs.srcc(weights);
    }
  },
  KRCC {
    @Override
    double of(PairedSample pairs, double[] weights) {
      return pairs.krcc(weights);
    }
  },
  PLCC {
    @Override
    double of(PairedSample pairs, double[] weights) {
      return pairs.plcc(weights);
    }
  },
  PLCC4 {
    @Override
    @Nullable PairedSample prepared(Stratum stratum) {
      return stratum.fitted(Logistic.FOUR);
    }

    @Override
    double of(PairedSample pairs, double[] weights) {
      return Math.abs(pairs.plcc(weights));
    }
  },
  RMSE4 {
    @Override
    @Nullable PairedSample prepared(Stratum stratum) {
      return stratum.fitted(Logistic.FOUR);
    }

    @Override
    double of(PairedSample pairs, double[] weights) {
      return pairs.rmse(weights);
    }
  },
  PLCC5 {
    @Override
    @Nullable PairedSample prepared(Stratum stratum) {
      return stratum.fitted(Logistic.FIVE);
    }

    @Override
    double of(PairedSample pairs, double[] weights) {
      return Math.abs(pairs.plcc(weights));
    }
  },
  RMSE5 {
    @Override
    @Nullable PairedSample prepared(Stratum stratum) {
      return stratum.fitted(Logistic.FIVE);
    }

    @Override
    double of(PairedSample pairs, double[] weights) {
      return pairs.rmse(weights);
    }
  };

  /** The pairs that the statistic is of; null where there are none. */
  @Nullable PairedSample prepared(Stratum stratum) {
    return stratum.raw();
  }

  abstract double of(PairedSample pairs, double[] weights);
}

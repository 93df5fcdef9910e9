package io.chiral.asymmetry.design;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.chiral.asymmetry.replicate.Intervals;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CertaintyTest {
  private static final int METRICS = 4;
  private static final int PHOTOGRAPHS = 8;
  private static final int SEEDS = 2;
  private static final Spreads SPREADS = new Spreads(0.9, 0.2, 0.5, "test");
  private static final Design DESIGN =
      new Design(METRICS, 2, SEEDS, PHOTOGRAPHS, true, 1, 24, 10, 0.5);
  private static final int STUDIES = 4000;

  private static Resolution objective(Design design) {
    return Certainty.of(design, SPREADS).objective();
  }

  private static double of(@Nullable Double figure) {
    assertThat(figure).isNotNull();
    return figure;
  }

  private static int count(@Nullable Integer figure) {
    assertThat(figure).isNotNull();
    return figure;
  }

  /** Studies of one setting in which the first metric is better than all others by so much. */
  private static final class Simulation {
    private final Random random = new Random(11);
    private final double advantage;
    private int firstPair;
    private int anyPair;

    Simulation(double advantage, double errorsAway) {
      this.advantage = advantage;
      for (int study = 0; study < STUDIES; study++) {
        simulate(errorsAway);
      }
    }

    /** The report's rule on scores y(t, f, k), by sums in place of replicates. */
    private void simulate(double errorsAway) {
      double[][] image = new double[METRICS][PHOTOGRAPHS];
      double[][] run = new double[METRICS][SEEDS];
      double[] start = random.doubles(SEEDS).toArray();
      double[] mean = new double[METRICS];
      for (int f = 0; f < METRICS; f++) {
        for (int t = 0; t < PHOTOGRAPHS; t++) {
          image[f][t] = SPREADS.images() / Math.sqrt(2) * random.nextGaussian();
          mean[f] += image[f][t] / PHOTOGRAPHS;
        }
        for (int k = 0; k < SEEDS; k++) {
          run[f][k] = start[k] + SPREADS.runs() * random.nextGaussian();
          mean[f] += run[f][k] / SEEDS;
        }
        mean[f] += f == 0 ? advantage : 0;
      }
      double runs = 2 * pooled(run) / SEEDS;
      boolean any = false;
      for (int f = 0; f < METRICS; f++) {
        for (int g = f + 1; g < METRICS; g++) {
          double error = Math.sqrt(variance(image[f], image[g]) / PHOTOGRAPHS + runs);
          boolean certain = Math.abs(mean[f] - mean[g]) > errorsAway * error;
          firstPair += f == 0 && g == 1 && certain ? 1 : 0;
          any |= certain;
        }
      }
      anyPair += any ? 1 : 0;
    }

    private static double variance(double[] one, double[] other) {
      double mean = 0;
      double squares = 0;
      for (int t = 0; t < one.length; t++) {
        mean += (one[t] - other[t]) / one.length;
      }
      for (int t = 0; t < one.length; t++) {
        squares += Math.pow(one[t] - other[t] - mean, 2);
      }
      return squares / (one.length - 1);
    }

    private static double pooled(double[][] run) {
      double squares = 0;
      for (int k = 0; k < SEEDS; k++) {
        double seed = 0;
        for (double[] cell : run) {
          seed += (cell[k] - (cell[0] + cell[1]) / 2) / METRICS;
        }
        for (double[] cell : run) {
          squares += Math.pow(cell[k] - (cell[0] + cell[1]) / 2 - seed, 2);
        }
      }
      return squares / ((METRICS - 1) * (SEEDS - 1));
    }

    double share(int count) {
      return (double) count / STUDIES;
    }
  }

  private static double certainOfFirstPair(double advantage) {
    Simulation simulation = new Simulation(advantage, Intervals.student(PHOTOGRAPHS));
    return simulation.share(simulation.firstPair);
  }

  @Test
  void theSmallestDifferenceIsCertainInAboutHalfOfTheStudies() {
    double smallest = of(objective(DESIGN).pairwise());

    assertThat(certainOfFirstPair(smallest)).isBetween(0.42, 0.62);
    assertThat(certainOfFirstPair(2 * smallest)).isGreaterThan(0.95);
    assertThat(certainOfFirstPair(smallest / 3)).isLessThan(0.2);
  }

  @Test
  void noDifferenceIsCalledCertainInAboutFiveOfAHundred() {
    assertThat(certainOfFirstPair(0)).isLessThan(0.065);
  }

  @Test
  void hardlyAnyPairOfEqualMetricsIsCertainSimultaneously() {
    Resolution resolution = objective(DESIGN);
    double errors = of(resolution.simultaneous()) / of(resolution.standardError());
    Simulation simulation = new Simulation(0, errors);

    assertThat(simulation.share(simulation.anyPair)).isLessThan(0.05);
  }

  /** Tukey's studentized range with infinite degrees of freedom: q(0.95; 3) = 3.314. */
  @Test
  void theConstantIsTheRangesQuantile() {
    assertThat(Math.sqrt(2) * StudentizedRange.ofTwoLives(3, 0.95 * 0.95))
        .isCloseTo(3.314, within(1e-3));
    assertThat(StudentizedRange.ofTwoLives(2, 0.95)).isCloseTo(2.2365, within(1e-3));
    assertThat(StudentizedRange.ofTwoLives(6, 0.95))
        .isGreaterThan(StudentizedRange.ofTwoLives(4, 0.95));
  }

  @Test
  void saysWhatWouldHalveIt() {
    Resolution resolution = objective(DESIGN);
    double half = of(resolution.pairwise()) / 2;
    int photographs = count(resolution.halvedByUnits());

    assertThat(of(objective(DESIGN.withPhotographs(photographs)).pairwise()))
        .isLessThanOrEqualTo(half);
    assertThat(of(objective(DESIGN.withPhotographs(photographs - 1)).pairwise()))
        .isGreaterThan(half);
    assertThat(resolution.halvedBySeeds()).isNull();
    assertThat(resolution.halvedByBoth()).isBetween(3, 4);
  }

  @Test
  void nothingIsCertainWithOneSeedOrFewPhotographs() {
    assertThat(objective(DESIGN.withSeeds(1)))
        .satisfies(
            resolution -> {
              assertThat(resolution.pairwise()).isNull();
              assertThat(resolution.reason()).startsWith("one seed");
            });
    assertThat(objective(DESIGN.withPhotographs(5)).reason())
        .isEqualTo("5 independent test photographs, fewer than 6: nothing can be certain");
    assertThat(objective(DESIGN.withPhotographs(6)).pairwise()).isNotNull();
  }

  @Test
  void assessorsNeedContentsAndSplits() {
    Resolution assessor = Certainty.of(DESIGN, SPREADS).assessor();
    assertThat(assessor).isNotNull();
    assertThat(of(assessor.pairwise())).isCloseTo(2.069 * 0.5 / Math.sqrt(24), within(2e-3));
    assertThat(assessor.halvedByUnits()).isBetween(85, 96);

    Design fewSplits = new Design(METRICS, 2, SEEDS, PHOTOGRAPHS, true, 1, 24, 5, 0.5);
    assertThat(Certainty.of(fewSplits, SPREADS).assessor())
        .extracting(Resolution::reason)
        .isEqualTo("5 splits, fewer than 10: nothing can be certain");
    Design alone = new Design(METRICS, 2, SEEDS, PHOTOGRAPHS, true, 0, 0, 0, 0.5);
    assertThat(Certainty.of(alone, SPREADS).assessor()).isNull();
  }
}

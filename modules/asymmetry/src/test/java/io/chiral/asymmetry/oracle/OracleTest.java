package io.chiral.asymmetry.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.chiral.asymmetry.StudyFold;
import io.chiral.asymmetry.order.Life;
import io.chiral.asymmetry.order.TwoLives;
import io.chiral.asymmetry.replicate.Replicates;
import io.chiral.asymmetry.report.Effort;
import io.chiral.messages.event.MetricEvent;
import io.chiral.messages.report.AsOf;
import io.chiral.messages.report.AsymmetryReport;
import io.chiral.messages.report.Comparison;
import io.chiral.messages.report.Figure;
import io.chiral.messages.report.SettingReport;
import io.chiral.testkit.PlantedStudy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.hipparchus.distribution.continuous.TDistribution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The report of small random studies, of all metrics' ties and reversals, against the long way. */
class OracleTest {

  /** Sums of hundreds of terms in another order. */
  private static final Offset<Double> ROUNDING = within(1e-9);

  private static final Effort EFFORT = new Effort(40, 0);
  private static final int SPLITS = 10;

  /** A small study with its report and its oracles. */
  private static final class Small {
    final PlantedStudy planted;
    final StudyFold fold;
    final AsymmetryReport report;
    final NaiveAssessors assessors;
    final List<MetricEvent> events;
    final Replicates replicates;

    Small(long seed) {
      Random random = new Random(seed);
      planted =
          new PlantedStudy(seed, abilities(random), advantages(random), advantages(random))
              .images(5 + random.nextInt(3))
              .contents(6 + random.nextInt(4))
              .splits(SPLITS)
              .runNoise(0.2)
              .seeds(seed % 3 == 0 ? new Long[] {4L} : new Long[] {4L, 9L});
      events = planted.events();
      fold = new StudyFold(planted.id(), EFFORT);
      events.forEach(fold::apply);
      report = fold.report(new AsOf(0, 0), Instant.EPOCH, "test");
      replicates = new Replicates(planted.id(), EFFORT.replicates());
      assessors = new NaiveAssessors(events, SPLITS, replicates);
    }

    NaiveObjectives objectives(String family) {
      return new NaiveObjectives(events, planted.spec(), family, replicates);
    }
  }

  private static double[] abilities(Random random) {
    return random.doubles(4, 0.5, 4).toArray();
  }

  private static double[] advantages(Random random) {
    double apart = random.nextInt(3);
    return random.doubles(4, -1, 1).map(v -> apart * v).toArray();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void agreesOnTheAssessors(long seed) {
    Small small = new Small(seed);
    List<String> metrics = PlantedStudy.METRICS;
    Life life = lives(small, "none").assessor();
    for (int f = 0; f < metrics.size(); f++) {
      String metric = metrics.get(f);
      assertThat(life.value(f)).isCloseTo(small.assessors.value(metric), ROUNDING);
      assertThat(life.replicates(f)).containsExactly(small.assessors.replicates(metric), ROUNDING);
    }
    assertThat(life.units()).isEqualTo(small.assessors.contents());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void agreesOnTheObjectivesAndTheirErrors(long seed) {
    Small small = new Small(seed);
    NaiveObjectives naive = small.objectives("perceptual");
    for (SettingReport setting : small.report.settings()) {
      Life life = lives(small, setting.id()).objective();
      double[] o = new double[PlantedStudy.METRICS.size()];
      int pair = 0;
      for (int f = 0; f < o.length; f++) {
        for (int g = f + 1; g < o.length; g++, pair++) {
          double delta = naive.delta(setting.id(), f, g);
          double reach = student(naive.images()) * error(naive.deltaReplicates(setting.id(), f, g));
          Figure told = life.difference(pair);
          assertThat(told.value()).isCloseTo(delta, ROUNDING);
          assertThat(told.low()).isCloseTo(delta - reach, ROUNDING);
          assertThat(told.high()).isCloseTo(delta + reach, ROUNDING);
          o[f] += delta / o.length;
          o[g] -= delta / o.length;
        }
      }
      for (int f = 0; f < o.length; f++) {
        assertThat(setting.metrics().get(f).objective().value()).isCloseTo(o[f], ROUNDING);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 4})
  void agreesOnAFamilyWhosePairsHaveDifferentJudges(long seed) {
    Small small = new Small(seed);
    NaiveObjectives naive = small.objectives("distortion");
    for (SettingReport setting : small.report.settings()) {
      Comparison told = Objects.requireNonNull(setting.families().get("distortion"));
      for (int f = 0; f < PlantedStudy.METRICS.size(); f++) {
        double o = 0;
        for (int g = 0; g < PlantedStudy.METRICS.size(); g++) {
          o += g == f ? 0 : naive.delta(setting.id(), f, g) / PlantedStudy.METRICS.size();
        }
        assertThat(told.metrics().get(f).objective().value()).isCloseTo(o, ROUNDING);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void agreesOnTheAsymmetryItsBoundsAndTheReversals(long seed) {
    Small small = new Small(seed);
    NaiveObjectives naive = small.objectives("perceptual");
    for (SettingReport setting : small.report.settings()) {
      Pairs pairs = new Pairs(small, naive, setting.id());
      assertThat(setting.asymmetry().value()).isCloseTo(pairs.share, ROUNDING);
      assertThat(setting.asymmetry().low()).isCloseTo(pairs.opposite / 6.0, ROUNDING);
      assertThat(setting.asymmetry().high())
          .isCloseTo((pairs.opposite + pairs.open) / 6.0, ROUNDING);
      assertThat(setting.reversals()).isEqualTo(pairs.reversals);
    }
  }

  /** The six pairs of both lives, each compared by itself and then all at once. */
  private static final class Pairs {
    double share;
    int opposite;
    int open;
    final List<List<String>> reversals = new ArrayList<>();

    Pairs(Small small, NaiveObjectives naive, String setting) {
      List<String> metrics = PlantedStudy.METRICS;
      double[] largest = new double[EFFORT.replicates()];
      List<double[]> judged = new ArrayList<>();
      double tA = student(small.assessors.contents());
      double tO = student(naive.images());
      for (int f = 0; f < metrics.size(); f++) {
        double[] ofF = small.assessors.replicates(metrics.get(f));
        for (int g = f + 1; g < metrics.size(); g++) {
          double[] a = ofF.clone();
          double[] ofG = small.assessors.replicates(metrics.get(g));
          Arrays.setAll(a, r -> ofF[r] - ofG[r]);
          double[] o = naive.deltaReplicates(setting, f, g);
          double dA = small.assessors.value(metrics.get(f)) - small.assessors.value(metrics.get(g));
          double dO = naive.delta(setting, f, g);
          share += (1 - Math.signum(dA) * Math.signum(dO)) / 12;
          boolean certain = Math.abs(dA) > tA * error(a) && Math.abs(dO) > tO * error(o);
          open += certain ? 0 : 1;
          opposite += certain && dA * dO < 0 ? 1 : 0;
          for (int r = 0; r < largest.length; r++) {
            double away = Math.max(away(a, r), away(o, r));
            largest[r] = Math.max(largest[r], away);
          }
          judged.add(new double[] {f, g, dA / error(a), dO / error(o)});
        }
      }
      Arrays.sort(largest);
      double at = 0.95 * (largest.length - 1);
      double quantile =
          largest[(int) at] + (at - (int) at) * (largest[(int) at + 1] - largest[(int) at]);
      int units = Math.min(small.assessors.contents(), naive.images());
      double constant = quantile * student(units) / 1.959963984540054;
      for (double[] pair : judged) {
        if (pair[2] * pair[3] < 0 && Math.abs(pair[2]) > constant && Math.abs(pair[3]) > constant) {
          reversals.add(List.of(metrics.get((int) pair[0]), metrics.get((int) pair[1])));
        }
      }
    }
  }

  private static TwoLives lives(Small small, String setting) {
    return Objects.requireNonNull(small.fold.lives(setting));
  }

  private static double away(double[] values, int r) {
    double mean = Arrays.stream(values).average().orElseThrow();
    return Math.abs(values[r] - mean) / error(values);
  }

  private static double error(double[] values) {
    double mean = Arrays.stream(values).average().orElseThrow();
    double squares = Arrays.stream(values).map(v -> Math.pow(v - mean, 2)).sum();
    return Math.sqrt(squares / (values.length - 1));
  }

  private static double student(int units) {
    return new TDistribution(units - 1).inverseCumulativeProbability(0.975);
  }
}

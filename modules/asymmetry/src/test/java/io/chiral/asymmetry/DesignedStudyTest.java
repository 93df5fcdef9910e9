package io.chiral.asymmetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.chiral.asymmetry.design.Certainty;
import io.chiral.asymmetry.design.Design;
import io.chiral.asymmetry.design.Spreads;
import io.chiral.messages.report.AsOf;
import io.chiral.messages.report.LifeFigure;
import io.chiral.messages.report.MetricLives;
import io.chiral.testkit.PlantedStudy;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a design promises, held to the reports of simulated studies. */
class DesignedStudyTest {
  private static final int IMAGES = 8;

  /** Of a planted study in its judge's raw unit: 0.3 shared by judges, 0.2 of each, two seeds. */
  private static final Spreads PLANTED =
      new Spreads(Math.sqrt(2 * (0.09 + 0.04) / 2), 0.1, 0.5, "planted");

  private static double smallest() {
    Double pairwise =
        Certainty.of(new Design(4, 2, 2, IMAGES, true, 1, 15, 10, 0.33), PLANTED)
            .objective()
            .pairwise();
    assertThat(pairwise).isNotNull();
    return pairwise;
  }

  /** How many of ten studies have the whole order of objectives certain. */
  private static long certain(double spacing) {
    double[] truth = {0, spacing, 2 * spacing, 3 * spacing};
    long certain = 0;
    for (int seed = 0; seed < 10; seed++) {
      StudyFold fold = new StudyFold(PlantedStudy.ID);
      new PlantedStudy(seed, new double[] {1, 2, 3, 4}, truth, truth)
          .images(IMAGES)
          .contents(9)
          .events()
          .forEach(fold::apply);
      List<MetricLives> metrics =
          fold.report(new AsOf(0, 0), Instant.EPOCH, "test").settings().get(0).metrics();
      certain +=
          metrics.stream().map(MetricLives::objective).allMatch(DesignedStudyTest::closed) ? 1 : 0;
    }
    return certain;
  }

  private static boolean closed(LifeFigure figure) {
    return figure.rankLow() != null && figure.rankLow().equals(figure.rankHigh());
  }

  @Test
  void differencesOfTwiceTheSmallestAreCertainAndOfAThirdAreNot() {
    assertThat(certain(2.2 * smallest())).isGreaterThanOrEqualTo(8);
    assertThat(certain(smallest() / 3)).isLessThanOrEqualTo(1);
  }
}

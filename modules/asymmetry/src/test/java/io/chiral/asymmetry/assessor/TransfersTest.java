package io.chiral.asymmetry.assessor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.chiral.asymmetry.StudyFold;
import io.chiral.messages.event.ItemsScored;
import io.chiral.messages.event.StudyExpanded;
import io.chiral.messages.event.StudyExpanded.RunCell;
import io.chiral.messages.report.AsOf;
import io.chiral.messages.report.AsymmetryReport;
import io.chiral.messages.report.Figure;
import io.chiral.messages.report.Transfer;
import io.chiral.messages.report.TransferOrigin;
import io.chiral.messages.spec.GeneratorSpec;
import io.chiral.messages.spec.LearningSpec;
import io.chiral.messages.spec.MetricSpec;
import io.chiral.messages.spec.OptimiserSpec;
import io.chiral.messages.spec.ScheduleSpec;
import io.chiral.messages.spec.SettingSpec;
import io.chiral.messages.spec.StudySpec;
import io.chiral.messages.spec.TransferSpec;
import io.chiral.messages.work.Cell;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Three initialisations of planted quality: opinion plus so much noise. */
class TransfersTest {

  private static final int CONTENTS = 20;
  private static final int LEVELS = 6;
  private static final int SPLITS = 10;
  private static final Map<String, Double> NOISE =
      Map.of("random", 6.0, "published", 1.0, "discriminator", 4.5);
  private static final OptimiserSpec ADAM = new OptimiserSpec(1e-3, 0.9, 0.99, 1e-8, 0);
  private static final ScheduleSpec CONSTANT = new ScheduleSpec("constant", 0, List.of(), 0.5);

  private static final TransferSpec TRANSFER =
      new TransferSpec(
          "nr-alexnet",
          "nr",
          "alexnet",
          List.of(),
          List.of("random", "published", "discriminator"),
          "patch",
          "l1",
          List.of("votes"),
          20,
          8,
          ADAM,
          true,
          LearningSpec.STANDARD);

  private static AsymmetryReport report(int seeds) {
    return report(seeds, seeds);
  }

  private static AsymmetryReport report(int randoms, int discriminators) {
    StudyFold fold = new StudyFold("s");
    List<RunCell> cells = new ArrayList<>();
    for (String initialisation : TRANSFER.initialisations()) {
      boolean seeded = TRANSFER.assessor(initialisation).seeded();
      int seeds = initialisation.equals("random") ? randoms : discriminators;
      for (long seed = 1; seed <= (seeded ? seeds : 1); seed++) {
        String run = initialisation + seed;
        String metric = TRANSFER.assessorId(initialisation);
        Long given = seeded ? seed : null;
        cells.add(
            new RunCell(run, new Cell(Cell.Role.TRANSFER, metric, null, given, null, "votes")));
        score(fold, run, metric, given, NOISE.getOrDefault(initialisation, 0.0));
      }
    }
    fold.apply(new StudyExpanded("s", 0, 1, spec(), "0".repeat(64), cells, null, "test"));
    return fold.report(new AsOf(0, 0), Instant.EPOCH, "test");
  }

  private static void score(
      StudyFold fold, String run, String metric, @Nullable Long seed, double noise) {
    for (int split = 0; split < SPLITS; split++) {
      Random random = new Random(Objects.hash(run, split));
      List<ItemsScored.Item> items = new ArrayList<>();
      for (int content = 0; content < CONTENTS; content++) {
        for (int level = 0; level < LEVELS && (content + split) % 2 == 0; level++) {
          items.add(
              new ItemsScored.Item(
                  content + "-" + level,
                  "c" + content,
                  "",
                  level,
                  level + noise * random.nextGaussian()));
        }
      }
      fold.apply(
          new ItemsScored(
              "s", run, metric, seed, "votes", false, split, 0, 1, items, Map.of("how", run)));
    }
  }

  private static StudySpec spec() {
    return new StudySpec(
        "planted",
        null,
        new GeneratorSpec("swinir", "tiny", 2, "published"),
        "train",
        List.of(new MetricSpec("l1", "l1", null, null, List.of())),
        List.of(new SettingSpec("none", null)),
        List.of(1L, 2L),
        null,
        new StudySpec.Training(
            4, 8, 2, 1.0, "fair", 1.0, ADAM, CONSTANT, 0.9, null, "float32", List.of(), 1,
            "bicubic", null),
        new StudySpec.Assessment(
            List.of("votes"),
            SPLITS,
            0.5,
            1,
            4,
            ADAM,
            true,
            LearningSpec.STANDARD,
            7,
            List.of(TRANSFER)),
        new StudySpec.Evaluation("test", 6, null, List.of("gmsd"), 0),
        "distortion",
        0,
        null,
        List.of(),
        List.of());
  }

  @Test
  void tellsWhatEachInitialisationGains() {
    List<Transfer> transfers = report(2).transfer();

    assertThat(transfers)
        .extracting(Transfer::initialisation)
        .containsExactly("published", "discriminator");
    Transfer published = transfers.get(0);
    Transfer discriminator = transfers.get(1);
    assertThat(published.transfer().low()).isNotNull().isPositive();
    assertThat(value(published.transfer())).isGreaterThan(value(discriminator.transfer()));
    assertThat(value(discriminator.share()))
        .isCloseTo(value(discriminator.transfer()) / value(published.transfer()), within(1e-9));
    assertThat(discriminator.share().low()).isNotNull().isLessThan(value(discriminator.share()));
    assertThat(published.share().reason()).contains("published");
    Figure headline = Objects.requireNonNull(published.overDiscriminator());
    assertThat(value(headline))
        .isCloseTo(value(published.transfer()) - value(discriminator.transfer()), within(1e-9));
    assertThat(discriminator.overDiscriminator()).isNull();
  }

  @Test
  void oneSeedHasNoInterval() {
    Transfer published = report(1).transfer().get(0);
    Transfer discriminator = report(1).transfer().get(1);

    assertThat(published.transfer().value()).isNotNull();
    assertThat(published.transfer().low()).isNull();
    assertThat(published.transfer().reason()).contains("one seed");
    assertThat(discriminator.transfer().value()).isNotNull();
    assertThat(discriminator.transfer().low()).isNull();
    assertThat(discriminator.share().value()).isNull();
  }

  @Test
  void doesNotCountAmongTheMetrics() {
    AsymmetryReport report = report(2);

    assertThat(report.assessors()).isEmpty();
    assertThat(report.protocol().benchmarks().get(0).scores())
        .containsKeys("nr-alexnet-random", "nr-alexnet-discriminator");
    assertThat(report.protocol().benchmarks().get(0).scores().get("nr-alexnet-discriminator"))
        .contains("discriminator1", "discriminator2");
  }

  private static double value(Figure figure) {
    return Objects.requireNonNull(figure.value());
  }

  @Test
  void oneDiscriminatorSaysNothingOfOthers() {
    Transfer discriminator = report(2, 1).transfer().get(1);

    assertThat(discriminator.transfer().value()).isNotNull();
    assertThat(discriminator.transfer().low()).isNull();
    assertThat(discriminator.transfer().reason()).contains("fewer than 2 discriminators");
    assertThat(discriminator.share().value()).isNull();
  }

  @Test
  void saysWhoseDiscriminatorItWas() {
    List<Transfer> transfers = report(2).transfer();

    assertThat(transfers.get(0).origin()).isNull();
    assertThat(transfers.get(1).origin())
        .isEqualTo(
            new TransferOrigin(
                "patch",
                "l1",
                4,
                2,
                List.of(1L, 2L),
                "by running statistics, as the discriminator left them"));
  }
}

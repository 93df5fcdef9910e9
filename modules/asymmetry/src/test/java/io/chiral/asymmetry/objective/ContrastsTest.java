package io.chiral.asymmetry.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.chiral.asymmetry.StudyFold;
import io.chiral.messages.event.ImagesScored;
import io.chiral.messages.event.MetricEvent;
import io.chiral.messages.report.AsOf;
import io.chiral.messages.report.AsymmetryReport;
import io.chiral.messages.report.Contrast;
import io.chiral.messages.report.DiscriminatorReport;
import io.chiral.messages.report.Figure;
import io.chiral.testkit.PlantedStudy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Discriminators of planted worth. */
class ContrastsTest {

  /** Of the form of two of the metrics, and of no discriminator's backbone. */
  private static final String KIN = "dists-alexnet";

  private static final List<MetricEvent> EVENTS =
      new PlantedStudy(3, PlantedStudy.all(1), PlantedStudy.all(0), PlantedStudy.all(0.8))
              .withoutAssessors()
              .images(12)
              .setting("vanilla", "vgg16", "random", PlantedStudy.all(0.2))
              .setting("patch", "swin-t", "random", PlantedStudy.all(0.5))
              .setting("patch", "vgg16", "published", PlantedStudy.all(1))
              .setting("patch", "dinov2-s14", "published", PlantedStudy.all(1))
              .sweep(Map.of(0.0, 0.0, 0.01, 0.3))
              .sensitivity(0.5, PlantedStudy.all(-2), PlantedStudy.all(2))
              .artefacts(Map.of("none", 2.0, "patch-vgg16", 1.2))
              .judgedBy("niqe", KIN, "psnr-y", "ssim-y", "gmsd")
              .events()
              .stream()
              .map(ContrastsTest::judgedByKin)
              .toList();

  /** What one judge said is put into the mouth of another. */
  private static MetricEvent judgedByKin(MetricEvent event) {
    if (!(event instanceof ImagesScored scored)) {
      return event;
    }
    List<ImagesScored.Score> scores =
        scored.scores().stream()
            .map(
                s ->
                    s.judge().equals("ssim-rgb")
                        ? new ImagesScored.Score(s.image(), KIN, s.value())
                        : s)
            .toList();
    return new ImagesScored(
        scored.study(),
        scored.run(),
        scored.cell(),
        scored.part(),
        scored.parts(),
        scores,
        scored.protocol());
  }

  private static final AsymmetryReport REPORT = report(event -> true);

  private static AsymmetryReport report(Predicate<MetricEvent> came) {
    StudyFold fold = new StudyFold(PlantedStudy.ID);
    EVENTS.stream().filter(came).forEach(fold::apply);
    return fold.report(new AsOf(0, 0), Instant.EPOCH, "test");
  }

  private static Contrast find(
      List<Contrast> contrasts, String setting, String against, @Nullable String judge) {
    return contrasts.stream()
        .filter(c -> c.setting().equals(setting) && c.against().equals(against))
        .filter(c -> judge == null ? c.judge() == null : judge.equals(c.judge()))
        .findFirst()
        .orElseThrow();
  }

  /** Of many 95% intervals one misses now and then; half as much again misses 3 in 1000. */
  private static void assertPlanted(Figure figure, double truth) {
    double low = Objects.requireNonNull(figure.low());
    double high = Objects.requireNonNull(figure.high());
    assertThat(truth).isBetween(low - (high - low) / 4, high + (high - low) / 4);
  }

  @Test
  void tellsWhatPatchesGainByEachJudgeAndFamily() {
    List<Contrast> gains = REPORT.patchGain();
    Contrast niqe = find(gains, "patch-vgg16", "vanilla-vgg16-random", "niqe");

    assertThat(niqe.subject()).isEqualTo("vgg16");
    assertPlanted(niqe.difference(), 0.6);
    assertThat(niqe.difference().low()).isPositive();
    assertThat(niqe.centred().low()).isPositive();
    assertThat(gains.get(0).family()).isEqualTo("perceptual");
    assertThat(gains.get(0).judge()).isNull();
    assertThat(gains.get(0).difference().value()).isNull();
    assertThat(gains.get(0).centred()).isEqualTo(niqe.centred()); // niqe is all of its family
    Contrast family =
        gains.stream()
            .filter(c -> c.judge() == null && c.family().equals("distortion"))
            .findFirst()
            .orElseThrow();
    assertThat(family.centred().low()).isPositive();
  }

  @Test
  void leavesOutMetricsThatTheJudgeIsKinTo() {
    Contrast kin = find(REPORT.patchGain(), "patch-vgg16", "vanilla-vgg16-random", KIN);
    // The raw scores are the other way round: this judge's are less for better.
    double naive = mean("patch-vgg16", KIN) - mean("vanilla-vgg16-random", KIN);

    assertThat(Math.abs(Objects.requireNonNull(kin.difference().value())))
        .isCloseTo(Math.abs(naive), within(1e-9));
  }

  @Test
  void aJudgeThatIsOneOfTheMetricsJudgesNone() {
    assertThat(REPORT.patchGain()).noneMatch(gain -> "ssim-y".equals(gain.judge()));
    assertThat(REPORT.patchGain()).anyMatch(gain -> "psnr-y".equals(gain.judge()));
  }

  /** Of all images and seeds, and of the metrics that are no DISTS, at the last step. */
  private static double mean(String setting, String judge) {
    return EVENTS.stream()
        .filter(ImagesScored.class::isInstance)
        .map(ImagesScored.class::cast)
        .filter(scored -> setting.equals(scored.cell().setting()))
        .filter(scored -> List.of("l1", "ssim").contains(scored.cell().metric()))
        .filter(scored -> Integer.valueOf(400).equals(scored.cell().step()))
        .flatMap(scored -> scored.scores().stream())
        .filter(score -> score.judge().equals(judge))
        .mapToDouble(score -> score.value() == null ? Double.NaN : score.value())
        .average()
        .orElseThrow();
  }

  @Test
  void comparesNamedBackbonesOfOneInitialisation() {
    List<Contrast> gains = REPORT.convolutionGain();
    Contrast random = find(gains, "patch-vgg16", "patch-swin-t-random", "niqe");
    Contrast published = find(gains, "patch-vgg16-published", "patch-dinov2-s14-published", "niqe");

    assertThat(random.subject()).isEqualTo("vgg16 over swin-t, random");
    assertPlanted(random.difference(), 0.3);
    assertThat(random.difference().low()).isPositive();
    assertPlanted(published.difference(), 0);
    assertThat(gains)
        .noneMatch(c -> c.setting().endsWith("published") != c.against().endsWith("published"));
    assertThat(REPORT.protocol().missing())
        .filteredOn(line -> line.startsWith("convolutionGain"))
        .hasSize(2) // at both fidelity weights
        .anyMatch(line -> line.contains("patch-vgg16-published − patch-dinov2-s14-published"));
  }

  @Test
  void neverComparesTwoFidelityWeightsOrTwoAdversarialOnes() {
    assertThat(REPORT.patchGain()).extracting(Contrast::setting).contains("patch-vgg16-f0.5");
    for (List<Contrast> contrasts :
        List.of(REPORT.patchGain(), REPORT.convolutionGain(), REPORT.artefactSuppression())) {
      assertThat(contrasts)
          .noneMatch(c -> c.setting().endsWith("-f0.5") != c.against().endsWith("-f0.5"));
    }
    assertThat(REPORT.patchGain()).noneMatch(c -> c.setting().endsWith("-w0.01"));
    assertThat(REPORT.convolutionGain()).noneMatch(c -> c.setting().endsWith("-w0.01"));
  }

  @Test
  void tellsWhatADiscriminatorSuppresses() {
    Contrast suppressed = find(REPORT.artefactSuppression(), "patch-vgg16", "none", "checkerboard");

    assertPlanted(suppressed.difference(), 0.8);
    assertThat(suppressed.centred().low()).isPositive();
    assertThat(REPORT.artefactSuppression()).extracting(Contrast::family).containsOnly("artefact");
  }

  @Test
  void saysBesideThemWhatEachDiscriminatorIs() {
    assertThat(REPORT.discriminators())
        .contains(
            new DiscriminatorReport(
                "patch-vgg16",
                "patch",
                "vgg16",
                null,
                "convolutional",
                14_715_201L,
                "random",
                null,
                PlantedStudy.WEIGHT))
        .anyMatch(
            one ->
                one.setting().equals("patch-dinov2-s14-published")
                    && "transformer".equals(one.architecture())
                    && String.valueOf(one.pretraining()).startsWith("LVD-142M"));
  }

  @Test
  void comparesSettingsAtTheStepThatBothHaveReached() {
    AsymmetryReport early =
        report(
            event ->
                !(event instanceof ImagesScored scored
                    && "vanilla-vgg16-random".equals(scored.cell().setting())
                    && Integer.valueOf(400).equals(scored.cell().step())));
    Contrast niqe = find(early.patchGain(), "patch-vgg16", "vanilla-vgg16-random", "niqe");

    // Half of what is planted at step 400, not 0.8 less half of 0.2.
    assertThat(niqe.difference().value()).isBetween(0.1, 0.5);
  }
}

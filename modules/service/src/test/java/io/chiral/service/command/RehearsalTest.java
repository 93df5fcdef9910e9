package io.chiral.service.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.chiral.imagery.dataset.DataSets;
import io.chiral.imagery.overlap.Overlaps;
import io.chiral.messages.Codec;
import io.chiral.messages.spec.StudySpec;
import io.chiral.messages.spec.SweepSpec;
import io.chiral.networks.published.WeightsFolder;
import io.chiral.service.command.Rehearsal.Refusal;
import io.chiral.service.demo.Preset;
import io.chiral.service.plan.StudyPlan;
import io.chiral.training.checkpoint.DirectoryStore;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RehearsalTest {
  private static final Codec CODEC = new Codec();

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  private Rehearsal rehearsal = rehearsal(Path.of("."));

  @BeforeEach
  void prepare() {
    rehearsal = rehearsal(folder);
  }

  private static Rehearsal rehearsal(Path folder) {
    return new Rehearsal(
        CODEC,
        DataSets.builtIn(),
        new WeightsFolder(folder.resolve("weights")),
        new Overlaps(folder.resolve("overlaps")),
        new DirectoryStore(folder.resolve("store")));
  }

  private static StudySpec preset(String name) {
    return Preset.of(name, Preset.SHIPPED, List.of(), CODEC).command().spec();
  }

  private static double minutes(StudyPlan plan) {
    return plan.processorSeconds() / 60;
  }

  /** Measured, whole: 43 runs in 2 min 6 s, 57 runs in 8 min 36 s, another day in some 13 min. */
  @Test
  void estimatesWhatWasMeasured() {
    StudyPlan smoke = rehearsal.plan(preset("smoke"));
    StudyPlan demo = rehearsal.plan(preset("demo"));

    assertThat(smoke.runs()).isEqualTo(43);
    assertThat(minutes(smoke)).isBetween(2.1 / 1.3, 2.1 * 1.3);
    assertThat(demo.runs()).isEqualTo(57);
    assertThat(minutes(demo)).isBetween(8.6, 13.0);
    assertThat(demo.optimiserSteps()).isEqualTo(2 * 1600 + 16 * 24);
    assertThat(demo.imagesEvaluated()).isEqualTo(33 * 8);
    assertThat(demo.depth()).isEqualTo(3);
  }

  @Test
  void countsWhatIsAskedTwiceOnce() {
    StudySpec once = preset("smoke");
    StudySpec twice =
        Specs.varied(
            once, List.of(new SweepSpec("patch-vgg16", List.of(0.0, 0.005))), List.of(1.0));

    assertThat(rehearsal.plan(twice))
        .usingRecursiveComparison()
        .ignoringFields("notes")
        .isEqualTo(rehearsal.plan(once));
  }

  @Test
  void aSweepTakesMore() {
    StudySpec once = preset("smoke");
    StudySpec swept =
        Specs.varied(
            once, List.of(new SweepSpec("patch-vgg16", List.of(0.0, 0.01, 0.02))), List.of());

    assertThat(rehearsal.plan(swept).settings())
        .containsExactly("none", "patch-vgg16", "patch-vgg16-w0.01", "patch-vgg16-w0.02");
    assertThat(rehearsal.plan(swept).runs()).isEqualTo(43 + 2 * (6 + 12));
  }

  @Test
  void saysWhatTheDesignCannotShow() {
    StudySpec swept =
        Specs.varied(
            preset("smoke"),
            List.of(new SweepSpec("patch-vgg16", List.of(0.0, 0.01, 0.02))),
            List.of());

    assertThat(rehearsal.plan(swept).notes())
        .contains(
            "sweep of 'patch-vgg16': 3 adversarial weights, where a curve needs at least 6",
            "headline 'perceptual': 'niqe' is the only judge of it that may compare metrics:"
                + " leaveOneJudgeOut has nobody to leave out");
  }

  @Test
  void thePaperIsRefusedWithEverythingThatItLacks() {
    List<Refusal> refusals = rehearsal.refusals(preset("paper"));

    for (String lacking :
        List.of(
            "div2k/train",
            "div2k/test",
            "kadid10k",
            "tid2013",
            "pipal",
            "koniq10k",
            "spaq",
            "live-challenge",
            "weights pull vgg16",
            "weights pull dists",
            "weights pull resnet50",
            "weights pull convnext-t",
            "weights pull clip-vit-b32",
            "weights pull swin-t",
            "weights pull dinov2-s14",
            "weights pull lpips-alex")) {
      assertThat(refusals).anyMatch(refusal -> refusal.message().contains(lacking));
    }
  }

  @Test
  void thePaperIsAdmittedWhereEverythingIsThere() {
    assertThat(new Admission(new EverythingCatalogue(), Limits.RUNS).check("", preset("paper")))
        .isEmpty();
  }

  @Test
  void thePaperHasTheRunsOfThePublishedStudy() {
    StudyPlan plan = rehearsal.plan(preset("paper"));
    int settings = (1 + 2 * 3) * 3 + 6;
    int cells = 6 * settings * 2;

    assertThat(plan.settings()).hasSize(settings);
    assertThat(plan.runsByRole())
        .containsExactly(
            entry("baseline", 1),
            entry("pretraining", 2),
            entry("objective", cells),
            entry("evaluation", cells * 3),
            entry("assessor", (2 + 5) * 3),
            entry("transfer", 2 * 3 * (2 + 2 + 2) * 3));
    assertThat(plan.gpu().hours()).isBetween(500.0, 5000.0);
    assertThat(plan.certainty().objective().pairwise()).isNotNull();
    assertThat(plan.notes()).contains("'kadid10k' is not here: counted as published");
  }
}

package io.chiral.load.crash;

import io.chiral.messages.command.StartStudy;
import io.chiral.messages.spec.DiscriminatorSpec;
import io.chiral.messages.spec.GeneratorSpec;
import io.chiral.messages.spec.LearningSpec;
import io.chiral.messages.spec.MetricSpec;
import io.chiral.messages.spec.OptimiserSpec;
import io.chiral.messages.spec.ScheduleSpec;
import io.chiral.messages.spec.SettingSpec;
import io.chiral.messages.spec.StudySpec;
import java.util.List;
import java.util.stream.LongStream;

/** A study of a tiny network with milestones on its way, whose every step is logged. */
final class TrialStudy {
  static final String ID = "crash";

  private static final OptimiserSpec ADAM = new OptimiserSpec(1e-3, 0.9, 0.99, 1e-8, 0);
  private static final ScheduleSpec CONSTANT = new ScheduleSpec("constant", 0, List.of(), 0.5);
  private static final ScheduleSpec COSINE = new ScheduleSpec("cosine", 5, List.of(), 0.5);

  /**
   * Two optimisers, drawn augmentations, a penalty at some steps: all that a slice must carry on.
   */
  private static final DiscriminatorSpec PATCH =
      new DiscriminatorSpec(
          "patch",
          "vgg16",
          "relu1_2",
          "random",
          "bce",
          0.005,
          0.5,
          4,
          List.of("color", "translation", "cutout"),
          ADAM);

  private TrialStudy() {}

  static StartStudy of(Plan plan) {
    int quarter = plan.steps() / 4;
    return new StartStudy(
        ID,
        new StudySpec(
            "a study that is disturbed",
            "checks the machinery, no finding",
            new GeneratorSpec("swinir", "tiny", 2, "published"),
            "cc0-photographs/train@64",
            List.of(
                new MetricSpec("l1", "l1", null, null, List.of()),
                new MetricSpec("ssim", "ssim", null, null, List.of())),
            List.of(new SettingSpec(SettingSpec.NONE, null), new SettingSpec("patch", PATCH)),
            LongStream.rangeClosed(1, plan.runSeeds()).boxed().toList(),
            new StudySpec.Pretraining(plan.steps(), ADAM, CONSTANT),
            new StudySpec.Training(
                plan.steps(),
                8,
                2,
                1.0,
                "fair",
                1.0,
                ADAM,
                COSINE,
                0.9,
                null,
                "float32",
                List.of(quarter, 2 * quarter, 3 * quarter),
                1,
                "bicubic",
                quarter),
            new StudySpec.Assessment(
                List.of("proxy/dead-leaves@64"),
                10,
                0.3,
                1,
                4,
                ADAM,
                true,
                LearningSpec.STANDARD,
                7,
                List.of()),
            new StudySpec.Evaluation("dead-leaves@64", 6, 64, List.of("gmsd", "psnr-y"), 1),
            "distortion",
            0,
            null,
            List.of(),
            List.of()));
  }
}

package io.chiral.service.worker;

import io.chiral.messages.spec.GeneratorSpec;
import io.chiral.messages.spec.LearningSpec;
import io.chiral.messages.spec.MetricSpec;
import io.chiral.messages.spec.OptimiserSpec;
import io.chiral.messages.spec.ScheduleSpec;
import io.chiral.messages.spec.SettingSpec;
import io.chiral.messages.spec.StudySpec;
import java.util.List;

/** The smallest study that has an asymmetry: tiny network, small crops, few steps. */
final class MiniStudy {
  private static final OptimiserSpec ADAM = new OptimiserSpec(1e-3, 0.9, 0.99, 1e-8, 0);
  private static final ScheduleSpec CONSTANT = new ScheduleSpec("constant", 0, List.of(), 0.5);

  private MiniStudy() {}

  static StudySpec spec() {
    return on("cc0-photographs/train@64");
  }

  /**
   * {l1, ssim} × {none} × 2 seeds: baseline, 2 pretrainings, 4 objectives and evaluations, 2
   * assessors.
   */
  static StudySpec on(String trainSet) {
    return new StudySpec(
        "the machinery in miniature",
        "checks the machinery, no finding",
        new GeneratorSpec("swinir", "tiny", 2, "published"),
        trainSet,
        List.of(
            new MetricSpec("l1", "l1", null, null, List.of()),
            new MetricSpec("ssim", "ssim", null, null, List.of())),
        List.of(new SettingSpec("none", null)),
        List.of(1L, 2L),
        new StudySpec.Pretraining(4, ADAM, CONSTANT),
        new StudySpec.Training(
            4, 8, 2, 1.0, "fair", 1.0, ADAM, CONSTANT, 0.9, null, "float32", List.of(), 1,
            "bicubic", 2),
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
        List.of());
  }
}

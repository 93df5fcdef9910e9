package io.chiral.service.plan;

import io.chiral.messages.spec.AssessSpec;
import io.chiral.messages.spec.DiscriminatorSpec;
import io.chiral.messages.spec.EvaluateSpec;
import io.chiral.messages.spec.MetricSpec;
import io.chiral.messages.spec.OptimiseSpec;
import io.chiral.messages.spec.RunSpec;
import java.util.Collections;
import org.jspecify.annotations.Nullable;

/**
 * What a run takes: its networks' multiply-adds at the pace of {@code load-tests/README.md}, and
 * what every step, image and run costs besides.
 *
 * @param sizes of data sets and tables
 */
record RunCost(Sizes sizes) {
  /** A step's calls into the engine, patches and logs. */
  private static final Work STEP = new Work(0, 0.005);

  /** A step on features that were computed before. */
  private static final Work FROZEN_STEP = new Work(0, 0.004);

  /** Giving a slice, loading networks, writing checkpoints and telling of them. */
  private static final Work RUN = new Work(0, 0.9);

  /**
   * Whole studies took less than the sum of what was timed by itself: the demo 8.6 minutes on a
   * quiet day and some 13 on a slow one, the sum being 13.6.
   */
  private static final double IN_STUDIES = 0.75;

  /** Forward, backward by the weights and backward by the input. */
  private static final int LEARNING_PASSES = 3;

  /** The reference's pass, the output's, and backward to the output: what a metric costs a step. */
  private static final int OBJECTIVE_PASSES = 3;

  /** The generator's loss forward and back to its output, then real and generated images. */
  private static final int CRITIC_PASSES = 2 + 2 * LEARNING_PASSES;

  /** Backward through a gradient costs twice as much again. */
  private static final int PENALTY_PASSES = 2 * LEARNING_PASSES;

  /** Windows of 11 and statistics: what a formula does a pixel. */
  private static final double FORMULA = 600;

  private static final Pace FORMULAS = Pace.giga(5, 5);

  /** Everything that the run does. */
  Work of(RunSpec spec) {
    Work sum = sum(spec);
    return RUN.plus(new Work(sum.multiplyAdds(), IN_STUDIES * sum.seconds()));
  }

  private Work sum(RunSpec spec) {
    if (spec instanceof OptimiseSpec optimise) {
      return step(optimise).times(optimise.steps());
    } else if (spec instanceof EvaluateSpec evaluate) {
      return image(evaluate).times(evaluate.images());
    }
    return assessed((AssessSpec) spec);
  }

  private static Work step(OptimiseSpec spec) {
    double low = (double) spec.patch() * spec.patch();
    double high = low * spec.generator().scale() * spec.generator().scale();
    GeneratorCost generator = GeneratorCost.of(spec.generator());
    Work learning = generator.pace().training(LEARNING_PASSES * generator.multiplyAdds(low));
    Work fidelity =
        spec.fidelity() == null ? Work.NONE : learning(spec.fidelity(), high, OBJECTIVE_PASSES);
    Work adversarial =
        spec.discriminator() == null ? Work.NONE : critic(spec.discriminator(), high);
    Work all = learning.plus(fidelity).plus(adversarial).times(spec.batch()).plus(STEP);
    return spec.diagnoseEvery() == null ? all : all.times(1 + 1.0 / spec.diagnoseEvery());
  }

  private static Work critic(DiscriminatorSpec spec, double pixels) {
    BackboneCost backbone = BackboneCost.of(spec.backbone(), spec.cut());
    double penalty = spec.r1Gamma() == 0 ? 0 : (double) PENALTY_PASSES / spec.r1Every();
    return backbone.pace().training((CRITIC_PASSES + penalty) * backbone.multiplyAdds(pixels));
  }

  /** A metric's passes over an image, with gradients. */
  private static Work learning(MetricSpec metric, double pixels, int passes) {
    BackboneCost backbone = backbone(metric);
    return backbone == null
        ? FORMULAS.training(passes * formula(metric.kind(), pixels))
        : backbone.pace().training(passes * backbone.multiplyAdds(pixels));
  }

  /** A metric's pass over one image, without gradients. */
  private static Work seen(MetricSpec metric, double pixels) {
    BackboneCost backbone = backbone(metric);
    return backbone == null
        ? FORMULAS.forward(formula(metric.kind(), pixels))
        : backbone.pace().forward(backbone.multiplyAdds(pixels));
  }

  private static double formula(String kind, double pixels) {
    return kind.equals("l1") || kind.equals("mse") ? pixels : FORMULA * pixels;
  }

  private static @Nullable BackboneCost backbone(MetricSpec metric) {
    if (metric.backbone() == null) {
      return null;
    }
    return metric.stages().isEmpty()
        ? BackboneCost.of(metric.backbone(), null)
        : BackboneCost.upTo(metric.backbone(), Collections.max(metric.stages()));
  }

  private Work image(EvaluateSpec spec) {
    double high = sizes.pixels(spec.testSet(), spec.crop());
    double low = high / (spec.scale() * spec.scale());
    Work restored = Work.NONE;
    if (spec.from() != null && spec.from().run() != null) {
      GeneratorCost generator = sizes.generator();
      restored = generator.pace().forward(generator.multiplyAdds(low));
    }
    for (String judge : spec.judges()) {
      restored = restored.plus(JudgeCost.of(judge, high));
    }
    return restored;
  }

  private Work assessed(AssessSpec spec) {
    double pixels = sizes.seen(spec.benchmark(), spec.learning());
    int images = spec.metric().kind().equals(MetricSpec.NO_REFERENCE) ? 1 : 2;
    double items = sizes.items(spec.benchmark());
    int looks = spec.learning().crop() == null ? 1 : spec.learning().crops();
    boolean learns =
        spec.metric().kind().equals(MetricSpec.NO_REFERENCE)
            || spec.metric().kind().equals("dists");
    Work item = seen(spec.metric(), pixels).times(images);
    if (spec.backboneFrozen() || !learns) {
      return item.times(items * looks).plus(FROZEN_STEP.times(spec.steps()));
    }
    Work steps =
        learning(spec.metric(), pixels, LEARNING_PASSES)
            .times((double) images * spec.batch())
            .plus(STEP)
            .times(spec.steps());
    int validations =
        spec.learning().validationShare() == 0
            ? 0
            : (spec.stepsPerSplit() + spec.learning().validateEvery() - 1)
                / spec.learning().validateEvery();
    double scored = spec.testShare() + validations * spec.learning().validationShare();
    return steps.plus(item.times(items * looks * scored * spec.splits()));
  }
}

package io.chiral.service.plan;

import io.chiral.messages.spec.AssessSpec;
import io.chiral.messages.spec.EvaluateSpec;
import io.chiral.messages.spec.OptimiseSpec;
import io.chiral.messages.spec.RunSpec;
import org.jspecify.annotations.Nullable;

/** Bytes that a run leaves in the store: its milestones' checkpoints and its tiles. */
final class Storage {
  private static final int FLOAT = Float.BYTES;

  /** Weights and Adam's two moments. */
  private static final int TRAINED = 3;

  /** A tile as PNG: half of three bytes a pixel. */
  private static final double TILE_BYTES = 1.5;

  private Storage() {}

  static double bytes(RunSpec spec, Sizes sizes) {
    if (spec instanceof OptimiseSpec optimise) {
      return optimise.milestones().size() * checkpoint(optimise);
    } else if (spec instanceof EvaluateSpec evaluate) {
      return evaluate.tiles() * TILE_BYTES * sizes.pixels(evaluate.testSet(), evaluate.crop());
    }
    AssessSpec assess = (AssessSpec) spec;
    double backbone = parameters(assess.metric().backbone(), null);
    double changing = assess.backboneFrozen() ? 0 : backbone;
    return FLOAT * (backbone + assess.splits() * TRAINED * changing);
  }

  private static double checkpoint(OptimiseSpec spec) {
    double generator = GeneratorCost.of(spec.generator()).parameters();
    double average = spec.emaDecay() > 0 ? generator : 0;
    double critic =
        spec.discriminator() == null
            ? 0
            : parameters(spec.discriminator().backbone(), spec.discriminator().cut());
    return FLOAT * (TRAINED * (generator + critic) + average);
  }

  private static double parameters(@Nullable String backbone, @Nullable String cut) {
    return backbone == null ? 0 : BackboneCost.of(backbone, cut).parameters();
  }
}

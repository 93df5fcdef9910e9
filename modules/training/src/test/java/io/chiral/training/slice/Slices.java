package io.chiral.training.slice;

import io.chiral.messages.spec.DiscriminatorSpec;
import io.chiral.messages.spec.GeneratorSpec;
import io.chiral.messages.spec.MetricSpec;
import io.chiral.messages.spec.OptimiseSpec;
import io.chiral.messages.spec.OptimiserSpec;
import io.chiral.messages.spec.RunSpec;
import io.chiral.messages.spec.ScheduleSpec;
import io.chiral.messages.work.Cell;
import io.chiral.messages.work.CheckpointRef;
import io.chiral.messages.work.Slice;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Specifications and slices for tests. */
final class Slices {

  static final OptimiserSpec ADAM = new OptimiserSpec(1e-3, 0.9, 0.99, 1e-8, 0);
  static final MetricSpec L1 = new MetricSpec("l1", "l1", null, null, List.of());
  static final MetricSpec VGG =
      new MetricSpec("vgg16-random-s01", "dists", "vgg16", "random", List.of(0, 1));
  static final DiscriminatorSpec PATCH =
      new DiscriminatorSpec("patch", "vgg16", "relu1_1", "random", "bce", 0.1, ADAM);

  private Slices() {}

  static OptimiseSpec optimise(
      int steps, @Nullable MetricSpec fidelity, @Nullable DiscriminatorSpec discriminator) {
    return optimise(steps, fidelity, discriminator, ADAM);
  }

  static OptimiseSpec optimise(
      int steps,
      @Nullable MetricSpec fidelity,
      @Nullable DiscriminatorSpec discriminator,
      OptimiserSpec optimiser) {
    return optimise(steps, fidelity, discriminator, optimiser, List.of());
  }

  static OptimiseSpec optimise(
      int steps,
      @Nullable MetricSpec fidelity,
      @Nullable DiscriminatorSpec discriminator,
      List<Integer> checkpointAt) {
    return optimise(steps, fidelity, discriminator, ADAM, checkpointAt);
  }

  private static OptimiseSpec optimise(
      int steps,
      @Nullable MetricSpec fidelity,
      @Nullable DiscriminatorSpec discriminator,
      OptimiserSpec optimiser,
      List<Integer> checkpointAt) {
    return new OptimiseSpec(
        new GeneratorSpec("swinir", "tiny", 2, "published"),
        "tiny",
        "bicubic",
        8,
        2,
        1,
        fidelity,
        null,
        1,
        discriminator,
        optimiser,
        new ScheduleSpec("cosine", 3, List.of(), 1),
        0.9,
        1.0,
        "float32",
        steps,
        checkpointAt,
        2,
        7,
        null,
        null);
  }

  /** The same on patches of another side. */
  static OptimiseSpec withPatch(OptimiseSpec spec, int patch) {
    return with(spec, patch, spec.diagnoseEvery());
  }

  /** The same, diagnosed every so many steps. */
  static OptimiseSpec diagnosed(OptimiseSpec spec, int every) {
    return with(spec, spec.patch(), every);
  }

  private static OptimiseSpec with(OptimiseSpec spec, int patch, @Nullable Integer diagnoseEvery) {
    return new OptimiseSpec(
        spec.generator(),
        spec.trainSet(),
        spec.degradation(),
        patch,
        spec.batch(),
        spec.pixelWeight(),
        spec.fidelity(),
        spec.fidelityWeight(),
        spec.fairScale(),
        spec.discriminator(),
        spec.optimiser(),
        spec.schedule(),
        spec.emaDecay(),
        spec.clipNorm(),
        spec.precision(),
        spec.steps(),
        spec.checkpointAt(),
        spec.logEvery(),
        spec.seed(),
        spec.from(),
        diagnoseEvery);
  }

  /** The slice that goes on after {@code from}, in at most ten minutes. */
  static Slice slice(RunSpec spec, @Nullable CheckpointRef from, int maxStep) {
    return slice(spec, from, maxStep, 600_000);
  }

  static Slice slice(RunSpec spec, @Nullable CheckpointRef from, int maxStep, long budgetMillis) {
    Cell cell = new Cell(Cell.Role.EXPLORATORY, "metric", "none", 7L, null, null);
    int step = from == null ? 0 : from.step();
    return new Slice("study", "run", 0, 1, cell, spec, step, maxStep, budgetMillis, from, null);
  }
}

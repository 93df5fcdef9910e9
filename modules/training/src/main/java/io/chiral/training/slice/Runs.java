package io.chiral.training.slice;

import io.chiral.messages.Codec;
import io.chiral.messages.spec.AssessSpec;
import io.chiral.messages.spec.EvaluateSpec;
import io.chiral.messages.spec.OptimiseSpec;
import io.chiral.messages.spec.RunSpec;
import io.chiral.messages.work.CheckpointRef;
import io.chiral.messages.work.Slice;
import io.chiral.training.Desk;
import io.chiral.training.ImpossibleException;
import io.chiral.training.RunInMemory;
import io.chiral.training.RunState;
import io.chiral.training.assess.AssessRuns;
import io.chiral.training.checkpoint.DamagedCheckpointException;
import io.chiral.training.checkpoint.Draft;
import io.chiral.training.checkpoint.Manifest;
import io.chiral.training.checkpoint.StoredCheckpoint;
import io.chiral.training.checkpoint.UnknownCheckpointException;
import io.chiral.training.evaluate.EvaluateRuns;
import io.chiral.training.optimise.OptimiseRuns;
import io.chiral.training.optimise.PairCache;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Takes up the run of a slice, whatever its kind, and drafts its checkpoints. */
final class Runs {

  /** Heap for decoded training photographs; some 20 of 1024×768. */
  private static final long CACHE_BYTES = 256L << 20;

  private final Desk desk;
  private final Codec codec;
  private final OptimiseRuns optimise;
  private final EvaluateRuns evaluate;
  private final AssessRuns assess;

  Runs(Desk desk, Codec codec) {
    this.desk = desk;
    this.codec = codec;
    optimise = new OptimiseRuns(desk, new PairCache(CACHE_BYTES));
    evaluate = new EvaluateRuns(desk);
    assess = new AssessRuns(desk);
  }

  static String kind(RunSpec spec) {
    if (spec instanceof OptimiseSpec) {
      return "optimise";
    }
    return spec instanceof AssessSpec ? "assess" : "evaluate";
  }

  /**
   * The run at the slice's first step, whether its checkpoint is whole or not.
   *
   * @return null when its state had to be computed again and that was stopped
   * @throws ImpossibleException when slice, checkpoints and data don't go together
   */
  @Nullable TakenUp takeOrRebuild(Slice slice, String platform, BooleanSupplier stopRequested) {
    StoredCheckpoint own;
    try {
      own = open(slice.checkpoint());
    } catch (DamagedCheckpointException | UnknownCheckpointException lost) {
      return new Rebuilding(this, desk.store(), codec.digest(slice.spec()))
          .rebuild(slice, lost, platform, stopRequested);
    }
    return new TakenUp(take(slice, own), null);
  }

  /**
   * The run at the slice's first step.
   *
   * @throws DamagedCheckpointException when its checkpoint, or its source's, is not whole
   * @throws UnknownCheckpointException when there is no such checkpoint
   * @throws ImpossibleException when slice, checkpoints and data don't go together
   */
  RunInMemory take(Slice slice) {
    return take(slice, open(slice.checkpoint()));
  }

  private RunInMemory take(Slice slice, @Nullable StoredCheckpoint own) {
    StoredCheckpoint source = open(slice.source());
    if (own != null) {
      requireOwn(slice, own.manifest());
    }
    if (slice.spec().from() != null && source == null) {
      throw new ImpossibleException(
          "run %s starts from %s, but its slice names no such checkpoint"
              .formatted(slice.run(), slice.spec().from()));
    }
    RunInMemory run = take(slice, own, source);
    if (own != null) {
      requireSameInputs(own.manifest(), run);
    }
    return run;
  }

  private RunInMemory take(
      Slice slice, @Nullable StoredCheckpoint own, @Nullable StoredCheckpoint source) {
    if (slice.spec() instanceof OptimiseSpec spec) {
      return optimise.take(slice, spec, own, source);
    }
    if (slice.spec() instanceof EvaluateSpec spec) {
      return evaluate.take(slice, spec, own, source);
    }
    return assess.take(slice, (AssessSpec) slice.spec(), own, source);
  }

  private @Nullable StoredCheckpoint open(@Nullable CheckpointRef ref) {
    return ref == null ? null : desk.store().open(ref.id());
  }

  private void requireOwn(Slice slice, Manifest manifest) {
    boolean same =
        manifest.run().equals(slice.run())
            && manifest.step() == slice.fromStep()
            && manifest.spec().equals(codec.digest(slice.spec()));
    if (!same) {
      throw new ImpossibleException(
          "checkpoint %s is of run %s at step %d, the slice is of run %s from step %d%s"
              .formatted(
                  manifest.id(),
                  manifest.run(),
                  manifest.step(),
                  slice.run(),
                  slice.fromStep(),
                  manifest.run().equals(slice.run()) ? " with another specification" : ""));
    }
  }

  /** A run that goes on with other photographs or weights would be no run of its specification. */
  private static void requireSameInputs(Manifest manifest, RunInMemory run) {
    Map<String, String> now = run.state().inputs();
    if (!now.equals(manifest.inputs())) {
      run.close();
      throw new ImpossibleException(
          "inputs changed since checkpoint %s: then %s, now %s"
              .formatted(manifest.id(), manifest.inputs(), now));
    }
  }

  /** The run's state as a checkpoint to be written. */
  Draft draft(Slice slice, RunInMemory run, String platform) {
    RunState state = run.state();
    Map<String, String> software = Map.of("platform", platform);
    return new Draft(
        kind(slice.spec()),
        slice.run(),
        run.step(),
        slice.spec().milestones().contains(run.step()),
        codec.digest(slice.spec()),
        state.structure(),
        state.inputs(),
        state.numbers(),
        state.parts(),
        software);
  }
}

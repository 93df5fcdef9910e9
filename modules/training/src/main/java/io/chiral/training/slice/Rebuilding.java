package io.chiral.training.slice;

import static java.util.Objects.requireNonNull;

import io.chiral.messages.work.CheckpointRef;
import io.chiral.messages.work.Slice;
import io.chiral.training.ImpossibleException;
import io.chiral.training.RunInMemory;
import io.chiral.training.checkpoint.CheckpointStore;
import io.chiral.training.checkpoint.DamagedCheckpointException;
import io.chiral.training.checkpoint.Manifest;
import io.chiral.training.checkpoint.UnknownCheckpointException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes up a run whose last checkpoint is damaged or gone: its state is computed again from an
 * earlier checkpoint of the run, or from the beginning. What happened in those steps was published
 * when they were made, so nothing of it is said again; and the state that comes out must have the
 * lost one's very name, under which it is then stored again.
 */
final class Rebuilding {

  private static final Logger LOG = LoggerFactory.getLogger(Rebuilding.class);

  private final Runs runs;
  private final CheckpointStore store;
  private final String specDigest;

  /**
   * @param specDigest of the run's specification, as checkpoints name it
   */
  Rebuilding(Runs runs, CheckpointStore store, String specDigest) {
    this.runs = runs;
    this.store = store;
    this.specDigest = specDigest;
  }

  /**
   * The run at the slice's first step.
   *
   * @param damage what is wrong with the slice's checkpoint
   * @param stopRequested asked at every step
   * @return null when it was asked to stop before it was there; how far it came is in the store
   * @throws ImpossibleException when another state comes out than the one that was lost
   */
  @Nullable TakenUp rebuild(
      Slice slice, RuntimeException damage, String platform, BooleanSupplier stopRequested) {
    RunInMemory run = earlier(slice);
    String from = "step " + run.step();
    LOG.warn(
        "checkpoint is rebuilt run={} step={} error={}",
        slice.run(),
        run.step(),
        damage.toString());
    boolean whole = false;
    try {
      if (!advance(run, slice, platform, stopRequested)) {
        return null;
      }
      run.takeEvents();
      requireSame(slice, damage, store.write(runs.draft(slice, run, platform)), from);
      whole = true;
    } finally {
      if (!whole) {
        run.close();
      }
    }
    String note = "%s: computed again from %s".formatted(damage.getMessage(), from);
    return new TakenUp(run, note);
  }

  /**
   * To the slice's first step. What it passes at milestones, and where it is when it is stopped, is
   * stored, so that whoever takes it up next goes on from there.
   */
  private boolean advance(
      RunInMemory run, Slice slice, String platform, BooleanSupplier stopRequested) {
    int stored = run.step();
    boolean going = true;
    while (going && run.step() < slice.fromStep()) {
      going = !stopRequested.getAsBoolean() && run.advance(stopRequested);
      boolean milestone = slice.spec().milestones().contains(run.step());
      if (run.step() > stored && run.step() < slice.fromStep() && (milestone || !going)) {
        run.takeEvents();
        store.write(runs.draft(slice, run, platform));
        stored = run.step();
      }
    }
    return going;
  }

  private static void requireSame(
      Slice slice, RuntimeException damage, CheckpointRef made, String from) {
    if (!made.id().equals(requireNonNull(slice.checkpoint()).id())) {
      throw new ImpossibleException(
          ("%s; computing again from %s came to another state, %s: was it a worker of another"
                  + " kind, or with another number of threads?")
              .formatted(damage.getMessage(), from, made.id()));
    }
  }

  /** From the latest checkpoint before the lost one that is whole. */
  private RunInMemory earlier(Slice slice) {
    for (Manifest manifest : candidates(slice)) {
      CheckpointRef ref =
          new CheckpointRef(manifest.id(), manifest.step(), 0, manifest.milestone());
      try {
        return runs.take(until(slice, manifest.step(), ref));
      } catch (DamagedCheckpointException | UnknownCheckpointException alsoLost) {
        LOG.warn(
            "an earlier checkpoint is lost, too run={} error={}",
            slice.run(),
            alsoLost.getMessage());
      }
    }
    return runs.take(until(slice, 0, null));
  }

  /**
   * Latest first. A store knows nothing of runs, so every manifest in it is read: a request for
   * each where it is a bucket, and still far less than the steps to be computed again.
   */
  private List<Manifest> candidates(Slice slice) {
    List<Manifest> found = new ArrayList<>();
    for (CheckpointStore.Listed listed : store.list()) {
      try {
        Manifest manifest = store.manifest(listed.id());
        if (manifest.run().equals(slice.run())
            && manifest.spec().equals(specDigest)
            && manifest.step() < slice.fromStep()) {
          found.add(manifest);
        }
      } catch (DamagedCheckpointException | UnknownCheckpointException unreadable) {
        continue; // whose it was can't be told
      }
    }
    found.sort(Comparator.comparingInt(Manifest::step).reversed());
    return found;
  }

  private static Slice until(Slice slice, int fromStep, @Nullable CheckpointRef checkpoint) {
    return new Slice(
        slice.study(),
        slice.run(),
        slice.slice(),
        slice.attempt(),
        slice.cell(),
        slice.spec(),
        fromStep,
        slice.fromStep(),
        slice.budgetMillis(),
        checkpoint,
        slice.source());
  }
}

package io.chiral.service.worker;

import io.chiral.messages.work.Slice;
import io.chiral.messages.work.SliceEnded.Reason;
import io.chiral.training.slice.SliceProgress;
import io.chiral.training.slice.SliceResult;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Slices whose every step lasts until a test ends it; like real ones they stop between steps. */
final class SteppingComputing implements Computing {
  private final Semaphore ends = new Semaphore(0);
  private final List<String> begun = new CopyOnWriteArrayList<>();

  /** Steps that have begun, such as {@code r-1@3}, in order. */
  List<String> begun() {
    return List.copyOf(begun);
  }

  /** Lets so many steps end. */
  void end(int steps) {
    ends.release(steps);
  }

  /** Whether every step that has begun is waiting to be ended. */
  boolean isWaiting() {
    return ends.hasQueuedThreads();
  }

  @Override
  public SliceResult run(
      Slice slice, BooleanSupplier stopRequested, Consumer<SliceProgress> progress) {
    int step = slice.fromStep();
    while (step < slice.maxStep()) {
      if (stopRequested.getAsBoolean()) {
        return step == slice.fromStep()
            ? SliceResult.unmoved(slice, 1, "pretended")
            : PretendedComputing.result(slice, Reason.STOPPED, step);
      }
      begun.add(slice.run() + "@" + (step + 1));
      ends.acquireUninterruptibly();
      step++;
      progress.accept(
          new SliceProgress(slice.run(), step, slice.maxStep(), slice.spec().steps(), 1));
    }
    return PretendedComputing.result(slice, Reason.MILESTONE, step);
  }
}

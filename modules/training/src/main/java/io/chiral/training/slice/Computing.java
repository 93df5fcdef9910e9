package io.chiral.training.slice;

import io.chiral.messages.work.Slice;
import io.chiral.messages.work.SliceEnded.Reason;
import io.chiral.training.RunInMemory;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The steps of one slice.
 *
 * @param begin {@link System#nanoTime} when the slice began
 */
record Computing(
    Slice slice, BooleanSupplier stopRequested, Consumer<SliceProgress> progress, long begin) {

  /** Lets the run advance until the slice ends, and says why it ended. */
  Reason steps(RunInMemory run) {
    int first = run.step();
    while (run.step() < slice.maxStep()) {
      boolean timeIsUp = SliceRunner.millisSince(begin) >= slice.budgetMillis();
      if (stopRequested.getAsBoolean()) {
        return Reason.STOPPED;
      }
      if (timeIsUp && run.step() > first) {
        return Reason.TIME;
      }
      long stepBegin = System.nanoTime();
      if (!run.advance(stopRequested)) {
        return Reason.STOPPED;
      }
      progress.accept(
          new SliceProgress(
              slice.run(),
              run.step(),
              slice.maxStep(),
              slice.spec().steps(),
              SliceRunner.millisSince(stepBegin)));
    }
    return Reason.MILESTONE;
  }
}

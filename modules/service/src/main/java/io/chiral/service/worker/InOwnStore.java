package io.chiral.service.worker;

import io.chiral.messages.work.Slice;
import io.chiral.messages.work.SliceEnded.Reason;
import io.chiral.training.slice.SliceProgress;
import io.chiral.training.slice.SliceResult;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Computes in the installation's store only. In another one a run would not find its checkpoint,
 * and compute all of it again.
 *
 * @param look throws {@link UncheckedIOException} where the store is not the one
 */
record InOwnStore(Runnable look, Computing computing) implements Computing {

  /** Without the look, the slice fails: then its worker waits for the store. */
  @Override
  public SliceResult run(
      Slice slice, BooleanSupplier stopRequested, Consumer<SliceProgress> progress) {
    try {
      look.run();
    } catch (UncheckedIOException e) {
      return new SliceResult(
          Reason.FAILED, slice.fromStep(), null, null, List.of(), e.getMessage(), 0, "none");
    }
    return computing.run(slice, stopRequested, progress);
  }
}

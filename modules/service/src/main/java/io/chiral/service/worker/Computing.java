package io.chiral.service.worker;

import io.chiral.messages.work.Slice;
import io.chiral.training.slice.SliceProgress;
import io.chiral.training.slice.SliceResult;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** How a slice is computed, as the stream sees it: {@code SliceRunner.run}, synchronous. */
@FunctionalInterface
interface Computing {
  SliceResult run(Slice slice, BooleanSupplier stopRequested, Consumer<SliceProgress> progress);
}

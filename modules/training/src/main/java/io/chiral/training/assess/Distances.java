package io.chiral.training.assess;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.chiral.imagery.dataset.BenchmarkItem;
import java.util.List;
import java.util.function.BooleanSupplier;

/** How DISTS gets from items to distances that gradients can flow through. */
interface Distances {

  /** Distances (n) of items, attached to the manager. */
  NDArray of(List<BenchmarkItem> items, NDManager manager);

  /** As {@link Assessor#prepare}. */
  boolean prepare(List<BenchmarkItem> items, BooleanSupplier stopRequested);
}

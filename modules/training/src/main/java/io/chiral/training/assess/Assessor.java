package io.chiral.training.assess;

import io.chiral.imagery.dataset.BenchmarkItem;
import io.chiral.training.RunState;
import io.chiral.training.checkpoint.StoredCheckpoint;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** A metric that gives items distances and may learn from opinions. */
interface Assessor {

  /**
   * Computes what is needed once before the first step.
   *
   * @return false when it was stopped; what was computed is kept
   */
  boolean prepare(List<BenchmarkItem> items, BooleanSupplier stopRequested);

  /** Goes back to the metric's first values. */
  void begin();

  /** One optimiser step on these items. */
  void learn(List<BenchmarkItem> items);

  /** The distance of each item from its reference now; less is better. */
  double[] distances(List<BenchmarkItem> items);

  /** How scores are made, by aspect. */
  Map<String, String> protocol();

  void save(RunState state);

  void restore(StoredCheckpoint from);
}

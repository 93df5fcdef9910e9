package io.chiral.training.assess;

import io.chiral.imagery.dataset.BenchmarkItem;
import io.chiral.training.RunState;
import io.chiral.training.checkpoint.StoredCheckpoint;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Gives items scores, more is better, and may learn from opinions. */
interface Assessor {

  /**
   * Computes what is needed once before the first step.
   *
   * @return false when it was stopped; what was computed is kept
   */
  boolean prepare(List<BenchmarkItem> items, BooleanSupplier stopRequested);

  /** Goes back to the first values, for a split with this train part. */
  void begin(List<BenchmarkItem> train);

  /**
   * One optimiser step on these items.
   *
   * @param targets their opinions in [0, 1] by the train part's range
   * @param step of the run, by which looks at the items are drawn
   */
  void learn(List<BenchmarkItem> items, float[] targets, int step);

  /** Scores by the values as they are now. */
  double[] scores(List<BenchmarkItem> items);

  /** Keeps the values as they are now, in place of those kept before in this split. */
  void select();

  /** Scores by the values that were kept last; by those of now where none were in this split. */
  double[] selectedScores(List<BenchmarkItem> items);

  /** How scores are made, by aspect. */
  Map<String, String> protocol();

  void save(RunState state);

  /** Adds all that a judge needs: the whole of the weights that are scored by, and what it is. */
  void saveWhole(RunState state);

  void restore(StoredCheckpoint from);
}

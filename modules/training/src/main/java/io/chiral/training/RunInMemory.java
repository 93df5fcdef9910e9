package io.chiral.training;

import io.chiral.messages.event.MetricEvent;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * A run's state in memory, moved on step by step. What a step does is a pure function of the state
 * and the specification. Belongs to one platform thread.
 */
public interface RunInMemory extends AutoCloseable {

  /** Steps done. */
  int step();

  /**
   * Makes the next step.
   *
   * @param stopRequested asked now and then where a step may take long before it has an effect
   * @return false when it was stopped: nothing has changed
   * @throws ImpossibleException when it can never be made
   */
  boolean advance(BooleanSupplier stopRequested);

  /** What happened in the steps since the last call. */
  List<MetricEvent> takeEvents();

  /** The state now, to be written before the next step. */
  RunState state();

  /** Frees what is held outside of Java's heap. */
  @Override
  void close();
}

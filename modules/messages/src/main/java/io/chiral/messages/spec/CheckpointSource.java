package io.chiral.messages.spec;

import org.jspecify.annotations.Nullable;

/**
 * Where a run takes its first weights, or what it evaluates. Either a run's milestone (which the
 * run then waits for) or a checkpoint by id.
 *
 * @param run run id, with {@code step}
 * @param step step of that run's milestone checkpoint
 * @param checkpoint checkpoint id, instead of the two others
 */
public record CheckpointSource(
    @Nullable String run, @Nullable Integer step, @Nullable String checkpoint) {

  public CheckpointSource {
    if ((run == null) != (step == null) || (run == null) == (checkpoint == null)) {
      throw new IllegalArgumentException(
          "a checkpoint is named either by run and step or by checkpoint id");
    }
  }

  /** A run's milestone. */
  public static CheckpointSource milestone(String run, int step) {
    return new CheckpointSource(run, step, null);
  }
}

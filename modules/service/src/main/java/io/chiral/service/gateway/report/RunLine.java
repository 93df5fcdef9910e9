package io.chiral.service.gateway.report;

import io.chiral.messages.state.RunState;
import io.chiral.messages.work.Cell;
import io.chiral.messages.work.CheckpointRef;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where a figure comes from: one run, with the checkpoints that stay.
 *
 * @param run run id
 * @param cell what it is in its study
 * @param status lower-case name of its status
 * @param step reached
 * @param checkpoints milestones, ascending by step
 */
public record RunLine(
    String run, Cell cell, String status, int step, List<CheckpointRef> checkpoints) {

  public RunLine {
    checkpoints = List.copyOf(checkpoints);
  }

  /** Of a run's state. */
  public static RunLine of(RunState state) {
    return new RunLine(
        state.run(),
        state.cell(),
        state.status().name().toLowerCase(Locale.ROOT),
        state.step(),
        state.milestones());
  }

  /** The last checkpoint that stays; null: none. */
  @Nullable CheckpointRef last() {
    return checkpoints.isEmpty() ? null : checkpoints.get(checkpoints.size() - 1);
  }
}

package io.chiral.service.gateway.view;

import io.chiral.messages.state.RunState;
import io.chiral.messages.work.Cell;
import io.chiral.messages.work.CheckpointRef;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A run as the runs topic has it. */
public final class RunItem extends Item {

  private RunState state;
  private int told;

  RunItem(RunState state) {
    super(Kind.RUNS, state.study(), state.run());
    this.state = state;
  }

  void put(RunState newest) {
    state = newest;
    told = newest.step();
  }

  /**
   * A worker told how far it is within the outstanding slice, which is not yet a fact.
   *
   * @return whether that is news
   */
  boolean told(int step) {
    boolean news = state.outstanding() != null && step > Math.max(told, state.step());
    told = news ? step : told;
    return news;
  }

  /** The step that its worker told, or the one that it is known to have reached. */
  int stepTold() {
    return state.outstanding() == null ? state.step() : Math.max(told, state.step());
  }

  /** The whole state. */
  public RunState state() {
    return state;
  }

  @Override
  public Row value(Since since) {
    RunState.Outstanding slice = state.outstanding();
    return new Row(
        state.cell(),
        state.status().name().toLowerCase(Locale.ROOT),
        stepTold(),
        state.spec().steps(),
        slice == null ? null : slice.worker(),
        slice == null ? null : slice.since(),
        state.failures(),
        state.reason(),
        state.computeMillis(),
        state.platforms().size() > 1,
        state.milestones(),
        state.updatedAt());
  }

  /**
   * A run as monitors see it.
   *
   * @param cell what it is in its study
   * @param status lower-case name of its status
   * @param step reached, or told by the worker that is at it
   * @param steps in all
   * @param worker who has a slice of it now
   * @param since when that slice was given
   * @param failures attempts failed in a row
   * @param reason why it failed or was cancelled, or the last error
   * @param computeMillis time computed so far
   * @param mixed whether platforms that may differ in the last digits computed it
   * @param milestones checkpoints that stay
   * @param updatedAt when the state was written
   */
  public record Row(
      Cell cell,
      String status,
      int step,
      int steps,
      @Nullable String worker,
      @Nullable Instant since,
      int failures,
      @Nullable String reason,
      long computeMillis,
      boolean mixed,
      List<CheckpointRef> milestones,
      Instant updatedAt) {}
}

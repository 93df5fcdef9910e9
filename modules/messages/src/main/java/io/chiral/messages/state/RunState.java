package io.chiral.messages.state;

import io.chiral.messages.spec.RunSpec;
import io.chiral.messages.work.Cell;
import io.chiral.messages.work.CheckpointRef;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that the command role knows of a run; the value of its key on the runs topic.
 *
 * @param study study id
 * @param run run id
 * @param cell what it is in its study
 * @param spec what it does
 * @param status where it is
 * @param step step reached
 * @param nextSlice number of the next slice
 * @param outstanding the slice that a worker has; null: none
 * @param last checkpoint at {@code step}; null: not begun
 * @param milestones milestone checkpoints, ascending by step
 * @param failures attempts failed in a row
 * @param notBefore no new attempt before; null: at once
 * @param reason why it failed or was cancelled; last error while it is retried; null: none
 * @param priority larger goes first
 * @param computeMillis time computed so far
 * @param platforms distinct platforms that computed it; more than one: results are "mixed"
 * @param createdAt when it was accepted
 * @param updatedAt when this state was written
 */
public record RunState(
    String study,
    String run,
    Cell cell,
    RunSpec spec,
    RunStatus status,
    int step,
    int nextSlice,
    @Nullable Outstanding outstanding,
    @Nullable CheckpointRef last,
    List<CheckpointRef> milestones,
    int failures,
    @Nullable Instant notBefore,
    @Nullable String reason,
    int priority,
    long computeMillis,
    List<String> platforms,
    Instant createdAt,
    Instant updatedAt) {

  public RunState {
    milestones = List.copyOf(milestones);
    platforms = List.copyOf(platforms);
  }

  /**
   * The slice that a worker has or will have.
   *
   * @param slice number
   * @param attempt of it
   * @param partition of the work topic that it was put on
   * @param worker who is believed to own that partition
   * @param since when it was put there
   */
  public record Outstanding(int slice, int attempt, int partition, String worker, Instant since) {}
}

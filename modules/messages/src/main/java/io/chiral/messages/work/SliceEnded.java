package io.chiral.messages.work;

import org.jspecify.annotations.Nullable;

/**
 * How a slice ended; published in one transaction with its metric events and its offset.
 *
 * @param study study id
 * @param run run id
 * @param slice number within the run
 * @param attempt of that slice
 * @param worker who computed it
 * @param reason why it ended
 * @param stepReached the run's step now
 * @param checkpoint at that step; null when the slice failed
 * @param error what went wrong, for people; null unless failed
 * @param computeMillis how long it computed
 * @param platform CPU kind, threads and library versions, as they matter for bit-equality
 */
public record SliceEnded(
    String study,
    String run,
    int slice,
    int attempt,
    String worker,
    Reason reason,
    int stepReached,
    @Nullable CheckpointRef checkpoint,
    @Nullable String error,
    long computeMillis,
    String platform) {

  /** Why a slice ended. */
  public enum Reason {
    /** It reached a milestone, perhaps the last. */
    MILESTONE,
    /** Its time was up. */
    TIME,
    /** It was asked to stop: cancel, pause, rebalance or shutdown. */
    STOPPED,
    /** It failed; another attempt may succeed. */
    FAILED,
    /** It can't succeed: its input is impossible (an absent data set, diverged training). */
    IMPOSSIBLE
  }
}

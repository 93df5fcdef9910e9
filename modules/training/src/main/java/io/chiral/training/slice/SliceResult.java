package io.chiral.training.slice;

import io.chiral.messages.event.CheckpointPublished;
import io.chiral.messages.event.MetricEvent;
import io.chiral.messages.work.CheckpointRef;
import io.chiral.messages.work.Slice;
import io.chiral.messages.work.SliceEnded;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a slice came to, to be published in one transaction.
 *
 * @param reason why it ended
 * @param stepReached the run's step now; that of the slice's beginning when it failed
 * @param checkpoint durable at {@code stepReached}; null when the slice failed
 * @param published the checkpoint's event; null when there is no new one
 * @param events of the steps made; empty when the slice failed
 * @param error for people; null unless failed
 * @param computeMillis how long it computed
 * @param platform {@link Platform#describe}
 */
public record SliceResult(
    SliceEnded.Reason reason,
    int stepReached,
    @Nullable CheckpointRef checkpoint,
    @Nullable CheckpointPublished published,
    List<MetricEvent> events,
    @Nullable String error,
    long computeMillis,
    String platform) {

  public SliceResult {
    events = List.copyOf(events);
  }

  /** Of a slice that was stopped before its first step: the run stays where it is. */
  public static SliceResult unmoved(Slice slice, long computeMillis, String platform) {
    return new SliceResult(
        SliceEnded.Reason.STOPPED,
        slice.fromStep(),
        slice.checkpoint(),
        null,
        List.of(),
        null,
        computeMillis,
        platform);
  }

  /** The outcome as it is published. */
  public SliceEnded ended(Slice slice, String worker) {
    return new SliceEnded(
        slice.study(),
        slice.run(),
        slice.slice(),
        slice.attempt(),
        worker,
        reason,
        stepReached,
        checkpoint,
        error,
        computeMillis,
        platform);
  }
}

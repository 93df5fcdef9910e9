package io.chiral.service.worker;

import io.chiral.messages.Digests;
import io.chiral.messages.event.CheckpointPublished;
import io.chiral.messages.event.MetricEvent;
import io.chiral.messages.event.TrainingScalars;
import io.chiral.messages.work.CheckpointRef;
import io.chiral.messages.work.Slice;
import io.chiral.messages.work.SliceEnded.Reason;
import io.chiral.training.slice.SliceProgress;
import io.chiral.training.slice.SliceResult;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Slices that train nothing: what matters is what becomes of their results. */
final class PretendedComputing implements Computing {
  @Override
  public SliceResult run(
      Slice slice, BooleanSupplier stopRequested, Consumer<SliceProgress> progress) {
    int step = slice.maxStep();
    progress.accept(new SliceProgress(slice.run(), step, step, slice.spec().steps(), 1));
    return result(slice, Reason.MILESTONE, step);
  }

  /** Of a slice that made one step at least. */
  static SliceResult result(Slice slice, Reason reason, int step) {
    CheckpointRef checkpoint = checkpoint(slice, step);
    return new SliceResult(
        reason,
        step,
        checkpoint,
        published(slice, checkpoint),
        List.of(scalars(slice, step)),
        null,
        1,
        "pretended");
  }

  private static CheckpointRef checkpoint(Slice slice, int step) {
    String id = Digests.sha256Hex((slice.run() + "@" + step).getBytes(StandardCharsets.UTF_8));
    return new CheckpointRef(id, step, 1, slice.spec().milestones().contains(step));
  }

  private static CheckpointPublished published(Slice slice, CheckpointRef checkpoint) {
    return new CheckpointPublished(
        checkpoint,
        "optimise",
        slice.study(),
        slice.run(),
        "file:///nowhere",
        null,
        slice.slice(),
        slice.attempt(),
        "w",
        "pretended",
        null,
        Instant.EPOCH);
  }

  private static MetricEvent scalars(Slice slice, int step) {
    List<Integer> steps = IntStream.rangeClosed(slice.fromStep() + 1, step).boxed().toList();
    return new TrainingScalars(
        slice.study(),
        slice.run(),
        steps,
        List.of("l_g_pix"),
        List.of(steps.stream().map(Integer::doubleValue).toList()));
  }
}

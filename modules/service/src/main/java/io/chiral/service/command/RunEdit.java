package io.chiral.service.command;

import io.chiral.messages.spec.RunSpec;
import io.chiral.messages.state.RunState;
import io.chiral.messages.state.RunState.Outstanding;
import io.chiral.messages.state.RunStatus;
import io.chiral.messages.work.Cell;
import io.chiral.messages.work.CheckpointRef;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A run's next state in the making. */
final class RunEdit {
  private final RunState before;
  private RunStatus status;
  private int step;
  private int nextSlice;
  private @Nullable Outstanding outstanding;
  private @Nullable CheckpointRef last;
  private List<CheckpointRef> milestones;
  private int failures;
  private @Nullable Instant notBefore;
  private @Nullable String reason;
  private long computeMillis;
  private List<String> platforms;

  private RunEdit(RunState run) {
    before = run;
    status = run.status();
    step = run.step();
    nextSlice = run.nextSlice();
    outstanding = run.outstanding();
    last = run.last();
    milestones = run.milestones();
    failures = run.failures();
    notBefore = run.notBefore();
    reason = run.reason();
    computeMillis = run.computeMillis();
    platforms = run.platforms();
  }

  static RunEdit of(RunState run) {
    return new RunEdit(run);
  }

  static RunState begun(
      String study,
      String run,
      Cell cell,
      RunSpec spec,
      RunStatus status,
      int priority,
      Instant now) {
    return new RunState(
        study, run, cell, spec, status, 0, 0, null, null, List.of(), 0, null, null, priority, 0,
        List.of(), now, now);
  }

  RunEdit status(RunStatus next) {
    status = next;
    return this;
  }

  RunEdit reason(@Nullable String text) {
    reason = text;
    return this;
  }

  RunEdit outstanding(@Nullable Outstanding slice) {
    outstanding = slice;
    return this;
  }

  /**
   * @param platform where steps were made; null: nowhere
   */
  RunEdit computed(long millis, @Nullable String platform) {
    computeMillis += millis;
    if (platform != null && !platforms.contains(platform)) {
      platforms = Stream.concat(platforms.stream(), Stream.of(platform)).toList();
    }
    return this;
  }

  /** A slice succeeded; the next one begins at its checkpoint. */
  RunEdit reached(int newStep, @Nullable CheckpointRef checkpoint) {
    nextSlice++;
    failures = 0;
    notBefore = null;
    reason = null;
    return kept(newStep, checkpoint);
  }

  /** What a slice left is remembered, whatever becomes of the run. */
  RunEdit kept(int newStep, @Nullable CheckpointRef checkpoint) {
    if (checkpoint != null) {
      step = newStep;
      last = checkpoint;
      if (checkpoint.milestone() && milestones.stream().noneMatch(m -> m.step() == newStep)) {
        milestones =
            Stream.concat(milestones.stream(), Stream.of(checkpoint))
                .sorted(Comparator.comparingInt(CheckpointRef::step))
                .toList();
      }
    }
    return this;
  }

  RunEdit failed(int failuresNow, @Nullable Instant retryAt, String why) {
    failures = failuresNow;
    notBefore = retryAt;
    reason = why;
    return this;
  }

  RunEdit notBefore(Instant retryAt) {
    notBefore = retryAt;
    return this;
  }

  RunState at(Instant now) {
    return new RunState(
        before.study(),
        before.run(),
        before.cell(),
        before.spec(),
        status,
        step,
        nextSlice,
        outstanding,
        last,
        milestones,
        failures,
        notBefore,
        reason,
        before.priority(),
        computeMillis,
        platforms,
        before.createdAt(),
        now);
  }
}

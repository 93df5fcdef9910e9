package io.chiral.service.command;

import io.chiral.messages.event.RunEnded;
import io.chiral.messages.spec.CheckpointSource;
import io.chiral.messages.state.RunState;
import io.chiral.messages.state.RunStatus;
import io.chiral.messages.state.StudyState;
import io.chiral.messages.state.StudyState.StudyStatus;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * How runs end, and what that does to others.
 *
 * <pre>
 *   WAITING ──milestone──► READY ──slice──► RUNNING ──last step──► COMPLETED
 *      │                     ▲  ◄──outcome────┘ │
 *      └── source ended ──► FAILED ◄── 3 failures, or impossible
 * </pre>
 *
 * PAUSED stands beside WAITING, READY and RUNNING; CANCELLED ends any of them.
 */
final class Lifecycle {
  private Lifecycle() {}

  /** Ends a run, and fails the runs that can now never start. */
  static void end(Turn turn, RunEdit edit, RunStatus status, @Nullable String reason) {
    Deque<RunState> ended = new ArrayDeque<>();
    ended.add(endAlone(turn, edit, status, reason));
    while (!ended.isEmpty()) {
      RunState source = ended.remove();
      for (String id : turn.state().dependantsOf(source.run())) {
        RunState dependant = turn.run(id);
        if (dependant != null && !dependant.status().ended() && waits(turn, dependant)) {
          String why =
              "run %s, which it starts from, is %s: %s"
                  .formatted(
                      source.run(),
                      source.status() == RunStatus.CANCELLED ? "cancelled" : "failed",
                      source.reason());
          ended.add(endAlone(turn, RunEdit.of(dependant), RunStatus.FAILED, why));
        }
      }
    }
  }

  /**
   * Ends a run; the caller sees to those that depend on it. While a slice of it is under way the
   * report is not told yet: its events come before the run's end.
   */
  static RunState endAlone(Turn turn, RunEdit edit, RunStatus status, @Nullable String reason) {
    RunState run = edit.status(status).reason(reason).at(turn.now());
    turn.put(run);
    if (run.outstanding() == null) {
      turn.emit(new RunEnded(run.study(), run.run(), status, reason));
    }
    StudyState study = turn.studyOf(run);
    int failed = study.failed() + (status == RunStatus.FAILED ? 1 : 0);
    turn.put(Studies.counted(study, study.runs(), study.ended() + 1, failed, turn.now()));
    return run;
  }

  /** Runs that waited for a milestone of this one can start. */
  static void release(Turn turn, String source) {
    for (String id : turn.state().dependantsOf(source)) {
      RunState run = turn.run(id);
      if (run != null && run.status() == RunStatus.WAITING && !waits(turn, run)) {
        turn.put(RunEdit.of(run).status(RunStatus.READY));
      }
    }
  }

  /** Whether a run's source is yet to come. */
  static boolean waits(Turn turn, RunState run) {
    return waits(turn, run.spec().from());
  }

  static boolean waits(Turn turn, @Nullable CheckpointSource from) {
    return from != null
        && from.run() != null
        && from.step() != null
        && turn.milestone(from.run(), from.step()) == null;
  }

  /** Where a run stands that is neither paused nor ended. */
  static RunStatus standing(Turn turn, RunState run) {
    if (run.outstanding() != null) {
      return RunStatus.RUNNING;
    }
    return waits(turn, run) ? RunStatus.WAITING : RunStatus.READY;
  }

  /** A study's status when nobody pauses or cancels it. */
  static StudyStatus standing(StudyState study) {
    return study.ended() == study.runs() ? StudyStatus.ENDED : StudyStatus.ACTIVE;
  }
}

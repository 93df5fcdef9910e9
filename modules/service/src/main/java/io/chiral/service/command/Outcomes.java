package io.chiral.service.command;

import io.chiral.messages.event.RunEnded;
import io.chiral.messages.state.RunState;
import io.chiral.messages.state.RunState.Outstanding;
import io.chiral.messages.state.RunStatus;
import io.chiral.messages.work.SliceEnded;
import org.jspecify.annotations.Nullable;

/** What the end of a slice does to its run. */
final class Outcomes {
  private final Limits limits;

  Outcomes(Limits limits) {
    this.limits = limits;
  }

  void apply(Turn turn, SliceEnded outcome) {
    RunState run = turn.run(outcome.run());
    if (run == null || !awaited(run.outstanding(), outcome)) {
      return; // late, repeated or foreign: nothing may come of it
    }
    turn.computed(outcome.worker(), run.run());
    turn.rested(run.study());
    RunEdit edit =
        RunEdit.of(run).outstanding(null).computed(outcome.computeMillis(), platform(run, outcome));
    if (run.status().ended()) {
      turn.put(edit.kept(outcome.stepReached(), outcome.checkpoint()));
      turn.emit(new RunEnded(run.study(), run.run(), run.status(), run.reason()));
      return;
    }
    switch (outcome.reason()) {
      case MILESTONE, TIME, STOPPED -> advance(turn, run, edit, outcome);
      case FAILED -> retry(turn, run, edit, error(outcome));
      case IMPOSSIBLE -> Lifecycle.end(turn, edit, RunStatus.FAILED, error(outcome));
    }
  }

  /** The run's records can't be read: it ends. */
  void unreadable(Turn turn, String id, String reason) {
    RunState run = turn.run(id);
    if (run != null && !run.status().ended()) {
      turn.stop(run);
      // What can't be read is the slice or its outcome: no other outcome of it will come.
      Lifecycle.end(turn, RunEdit.of(run).outstanding(null), RunStatus.FAILED, reason);
    }
  }

  /** Where steps were made; whoever failed has no part in the result. */
  private static @Nullable String platform(RunState run, SliceEnded outcome) {
    return outcome.stepReached() > run.step() ? outcome.platform() : null;
  }

  private static boolean awaited(@Nullable Outstanding outstanding, SliceEnded outcome) {
    return outstanding != null
        && outstanding.slice() == outcome.slice()
        && outstanding.attempt() == outcome.attempt();
  }

  private void advance(Turn turn, RunState run, RunEdit edit, SliceEnded outcome) {
    int step = outcome.stepReached();
    if (step < run.step()
        || step > run.spec().steps()
        || (step > run.step() && outcome.checkpoint() == null)) {
      String why =
          "worker %s says step %d of %d after %d, %s a checkpoint"
              .formatted(
                  outcome.worker(),
                  step,
                  run.spec().steps(),
                  run.step(),
                  outcome.checkpoint() == null ? "without" : "with");
      retry(turn, run, edit, why);
      return;
    }
    edit.reached(step, outcome.checkpoint());
    if (step == run.spec().steps()) {
      Lifecycle.end(turn, edit, RunStatus.COMPLETED, null);
    } else {
      turn.put(edit.status(run.status() == RunStatus.PAUSED ? RunStatus.PAUSED : RunStatus.READY));
    }
    Lifecycle.release(turn, run.run());
  }

  private void retry(Turn turn, RunState run, RunEdit edit, String why) {
    int failures = run.failures() + 1;
    if (failures >= limits.attempts()) {
      Lifecycle.end(
          turn,
          edit.failed(failures, null, why),
          RunStatus.FAILED,
          "%s (attempt %d of %d)".formatted(why, failures, limits.attempts()));
      return;
    }
    edit.failed(failures, turn.now().plus(limits.backOffAfter(failures)), why);
    turn.put(edit.status(run.status() == RunStatus.PAUSED ? RunStatus.PAUSED : RunStatus.READY));
  }

  private static String error(SliceEnded outcome) {
    return outcome.error() == null ? "no reason was given" : outcome.error();
  }
}

package io.chiral.service.command;

import io.chiral.messages.command.Cancel;
import io.chiral.messages.command.Forget;
import io.chiral.messages.command.Pause;
import io.chiral.messages.command.PauseAll;
import io.chiral.messages.command.Resume;
import io.chiral.messages.command.ResumeAll;
import io.chiral.messages.event.StudyForgotten;
import io.chiral.messages.spec.CheckpointSource;
import io.chiral.messages.state.InstallationState;
import io.chiral.messages.state.Rejection.Code;
import io.chiral.messages.state.RunState;
import io.chiral.messages.state.RunStatus;
import io.chiral.messages.state.StudyState;
import io.chiral.messages.state.StudyState.StudyStatus;
import io.chiral.messages.work.CheckpointRef;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Cancel, pause and resume, of a run, of a whole study or, but for cancel, of everything. Repeating
 * one of them changes nothing.
 */
final class Steering {

  List<Violation> cancel(Turn turn, Cancel cancel) {
    List<Violation> unknown = unknown(turn, cancel.study(), cancel.run());
    if (!unknown.isEmpty()) {
      return unknown;
    }
    String reason = cancel.reason() == null ? "cancelled" : cancel.reason();
    if (cancel.run() != null) {
      RunState run = Objects.requireNonNull(turn.run(cancel.run()));
      if (!run.status().ended()) {
        turn.stop(run);
        Lifecycle.end(turn, RunEdit.of(run), RunStatus.CANCELLED, reason);
      }
      return List.of();
    }
    List<RunState> open = turn.open(cancel.study());
    for (RunState run : open) {
      turn.stop(run);
      Lifecycle.endAlone(turn, RunEdit.of(run), RunStatus.CANCELLED, reason);
    }
    StudyState study = Objects.requireNonNull(turn.study(cancel.study()));
    if (study.status() != StudyStatus.CANCELLED && !open.isEmpty()) {
      turn.put(Studies.withStatus(study, StudyStatus.CANCELLED, turn.now()));
    }
    return List.of();
  }

  List<Violation> pause(Turn turn, Pause pause) {
    List<Violation> refused = refused(turn, pause.study(), pause.run(), "paused");
    if (!refused.isEmpty()) {
      return refused;
    }
    if (pause.run() != null) {
      RunState run = Objects.requireNonNull(turn.run(pause.run()));
      if (run.status() != RunStatus.PAUSED) {
        turn.stop(run);
        turn.put(RunEdit.of(run).status(RunStatus.PAUSED).reason(pause.reason()));
      }
      return List.of();
    }
    StudyState study = Objects.requireNonNull(turn.study(pause.study()));
    if (study.status() == StudyStatus.ACTIVE) {
      turn.put(Studies.withStatus(study, StudyStatus.PAUSED, turn.now()));
      turn.open(study.study()).forEach(turn::stop);
    }
    return List.of();
  }

  List<Violation> resume(Turn turn, Resume resume) {
    List<Violation> refused = refused(turn, resume.study(), resume.run(), "resumed");
    if (!refused.isEmpty()) {
      return refused;
    }
    if (resume.run() != null) {
      resume(turn, Objects.requireNonNull(turn.run(resume.run())));
      return List.of();
    }
    StudyState study = Objects.requireNonNull(turn.study(resume.study()));
    if (study.status() == StudyStatus.PAUSED) {
      turn.put(Studies.withStatus(study, Lifecycle.standing(study), turn.now()));
    }
    turn.open(study.study()).forEach(run -> resume(turn, run));
    return List.of();
  }

  /**
   * Only a study that is over, and that no unfinished run of another one starts from, so that
   * nothing that is still to be done misses anything.
   */
  List<Violation> forget(Turn turn, Forget forget) {
    StudyState study = turn.study(forget.study());
    if (study == null) {
      return Commands.unknown("/study", "study", forget.study());
    }
    if (study.status() == StudyStatus.FORGOTTEN) {
      return List.of();
    }
    List<RunState> runs = turn.runsOf(study.study());
    String hindrance = hindrance(turn, study, runs);
    if (hindrance != null) {
      return List.of(new Violation(Code.IMPOSSIBLE, "/study", hindrance));
    }
    turn.drop(Studies.forgotten(study, turn.now()), runs);
    turn.emit(new StudyForgotten(study.study()));
    return List.of();
  }

  private static @Nullable String hindrance(Turn turn, StudyState study, List<RunState> runs) {
    if (study.status() == StudyStatus.ACTIVE || study.status() == StudyStatus.PAUSED) {
      return "study '%s' is %s; cancel it first"
          .formatted(study.study(), study.status().name().toLowerCase(Locale.ROOT));
    }
    for (RunState run : runs) {
      if (run.outstanding() != null) {
        return "worker %s still ends a slice of run '%s'; send the command again in a while"
            .formatted(run.outstanding().worker(), run.run());
      }
    }
    Set<String> milestones =
        runs.stream()
            .flatMap(run -> run.milestones().stream())
            .map(CheckpointRef::id)
            .collect(Collectors.toSet());
    return turn.state().live().stream()
        .map(turn.state().runs()::get)
        .filter(run -> startsFrom(run, milestones))
        .findFirst()
        .map(
            run ->
                "run '%s' of study '%s' starts from a checkpoint of it and has not ended"
                    .formatted(run.run(), run.study()))
        .orElse(null);
  }

  private static boolean startsFrom(RunState run, Set<String> checkpoints) {
    CheckpointSource from = run.spec().from();
    return from != null && from.checkpoint() != null && checkpoints.contains(from.checkpoint());
  }

  /**
   * No run or study changes, so that what was paused by itself is known afterwards; {@link
   * Dispatcher} gives nothing. Slices in progress end at their next step.
   */
  List<Violation> pauseAll(Turn turn, PauseAll pause, String command) {
    if (!turn.state().isPaused()) {
      turn.put(new InstallationState(true, pause.reason(), command, turn.now()));
      turn.state().live().stream()
          .map(turn.state().runs()::get)
          .filter(run -> !run.status().ended())
          .forEach(turn::stop);
    }
    return List.of();
  }

  List<Violation> resumeAll(Turn turn, ResumeAll resume, String command) {
    if (turn.state().isPaused()) {
      turn.put(new InstallationState(false, resume.reason(), command, turn.now()));
    }
    return List.of();
  }

  private static void resume(Turn turn, RunState run) {
    if (run.status() == RunStatus.PAUSED) {
      turn.put(RunEdit.of(run).status(Lifecycle.standing(turn, run)).reason(null));
    }
  }

  private static List<Violation> refused(
      Turn turn, String study, @Nullable String run, String what) {
    List<Violation> unknown = unknown(turn, study, run);
    if (!unknown.isEmpty()) {
      return unknown;
    }
    RunState found = run == null ? null : turn.run(run);
    if (found != null && found.status().ended()) {
      return List.of(
          new Violation(
              Code.IMPOSSIBLE,
              "/run",
              "run '%s' is %s and can't be %s".formatted(run, found.status(), what)));
    }
    StudyState state = Objects.requireNonNull(turn.study(study));
    if (state.status() == StudyStatus.CANCELLED) {
      return List.of(
          new Violation(
              Code.IMPOSSIBLE,
              "/study",
              "study '%s' was cancelled and can't be %s".formatted(study, what)));
    }
    return List.of();
  }

  private static List<Violation> unknown(Turn turn, String study, @Nullable String run) {
    if (turn.study(study) == null) {
      return Commands.unknown("/study", "study", study);
    }
    return run == null || Commands.belongs(turn, study, run)
        ? List.of()
        : Commands.unknown("/run", "run of study '%s' with id".formatted(study), run);
  }
}

package io.chiral.service.command;

import io.chiral.messages.Codec;
import io.chiral.messages.Envelope;
import io.chiral.messages.Ids;
import io.chiral.messages.command.Cancel;
import io.chiral.messages.command.Command;
import io.chiral.messages.command.Evaluate;
import io.chiral.messages.command.Forget;
import io.chiral.messages.command.Pause;
import io.chiral.messages.command.PauseAll;
import io.chiral.messages.command.RecordOpinion;
import io.chiral.messages.command.Resume;
import io.chiral.messages.command.ResumeAll;
import io.chiral.messages.command.StartRun;
import io.chiral.messages.command.StartStudy;
import io.chiral.messages.event.OpinionRecorded;
import io.chiral.messages.state.CommandMark;
import io.chiral.messages.state.Rejection.Code;
import io.chiral.messages.state.StudyState;
import io.chiral.messages.state.StudyState.StudyStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which rule answers which command. A command that breaks none changes the state. */
final class Commands {
  private final Admission admission;
  private final Starts starts;
  private final Steering steering = new Steering();

  Commands(Codec codec, Admission admission, String version) {
    this.admission = admission;
    starts = new Starts(codec, admission, version);
  }

  void apply(Turn turn, Input.Commanded commanded) {
    List<Violation> violations = once(turn, commanded);
    if (!violations.isEmpty()) {
      turn.reject(commanded.origin(), Violation.joined(violations));
    }
  }

  /**
   * A command to a study is obeyed once, however often it is delivered: a pause that comes again
   * after the resume must not pause. StartStudy and opinions are known again by what they make, and
   * what concerns everything, or forgets a study, by the state that it leaves.
   */
  private List<Violation> once(Turn turn, Input.Commanded commanded) {
    String study = steered(commanded);
    StudyState before = study == null ? null : turn.study(study);
    String id = Ids.mark(commanded.envelope().source(), commanded.envelope().id());
    String digest = commanded.reading().digest();
    CommandMark known = before == null ? null : before.remembered(id).orElse(null);
    if (known != null) {
      return known.digest().equals(digest) ? List.of() : conflict(commanded.envelope().id());
    }
    List<Violation> violations = obey(turn, commanded);
    StudyState after = study == null ? null : turn.study(study);
    if (violations.isEmpty() && after != null) {
      turn.put(Studies.remembering(after, new CommandMark(id, digest), turn.now()));
    }
    return violations;
  }

  /** The study that is steered or gains a run; null: none. */
  private static @Nullable String steered(Input.Commanded commanded) {
    Command command = commanded.reading().command();
    if (command instanceof StartRun start) {
      return Ids.study(start.study(), commanded.envelope().source(), commanded.envelope().id());
    } else if (command instanceof Evaluate evaluate) {
      return evaluate.study();
    } else if (command instanceof Cancel cancel) {
      return cancel.study();
    } else if (command instanceof Pause pause) {
      return pause.study();
    }
    return command instanceof Resume resume ? resume.study() : null;
  }

  private static List<Violation> conflict(String id) {
    return List.of(
        new Violation(
            Code.CONFLICT,
            "",
            "command '%s' came before with another body; use another id".formatted(id)));
  }

  private List<Violation> obey(Turn turn, Input.Commanded commanded) {
    Command command = commanded.reading().command();
    List<Violation> forgotten = forgotten(turn, commanded);
    if (!forgotten.isEmpty()) {
      return forgotten;
    }
    if (command instanceof StartStudy start) {
      return starts.study(turn, commanded, start);
    } else if (command instanceof StartRun start) {
      String id =
          Ids.study(start.study(), commanded.envelope().source(), commanded.envelope().id());
      return starts.run(turn, commanded, id, start);
    } else if (command instanceof Evaluate evaluate) {
      return starts.evaluation(turn, evaluate);
    } else if (command instanceof RecordOpinion opinion) {
      return record(turn, commanded.envelope(), opinion);
    } else if (command instanceof Cancel cancel) {
      return steering.cancel(turn, cancel);
    } else if (command instanceof Pause pause) {
      return steering.pause(turn, pause);
    } else if (command instanceof Forget forget) {
      return steering.forget(turn, forget);
    } else if (command instanceof PauseAll pause) {
      return steering.pauseAll(turn, pause, commanded.envelope().id());
    } else if (command instanceof ResumeAll resume) {
      return steering.resumeAll(turn, resume, commanded.envelope().id());
    }
    return steering.resume(turn, (Resume) command);
  }

  /** Nothing can be asked of a forgotten study but to forget it; its id means no other one. */
  private static List<Violation> forgotten(Turn turn, Input.Commanded commanded) {
    Command command = commanded.reading().command();
    Envelope envelope = commanded.envelope();
    String id = steered(commanded);
    if (command instanceof StartStudy start) {
      id = Ids.study(start.study(), envelope.source(), envelope.id());
    } else if (command instanceof RecordOpinion opinion) {
      id = opinion.study();
    }
    StudyState study = id == null ? null : turn.study(id);
    return study == null || study.status() != StudyStatus.FORGOTTEN
        ? List.of()
        : List.of(
            new Violation(
                Code.IMPOSSIBLE,
                "/study",
                "study '%s' was forgotten at %s; start another under another id"
                    .formatted(id, study.updatedAt())));
  }

  /** The reporter keys opinions by their command, so a repeated command changes no figure. */
  private List<Violation> record(Turn turn, Envelope envelope, RecordOpinion opinion) {
    List<Violation> violations = admission.check(turn, opinion);
    if (violations.isEmpty()) {
      String id = Ids.opinion(envelope.source(), envelope.id());
      turn.emit(new OpinionRecorded(opinion.study(), id, opinion));
    }
    return violations;
  }

  static boolean belongs(Turn turn, String study, @Nullable String run) {
    var found = run == null ? null : turn.run(run);
    return found != null && found.study().equals(study);
  }

  static List<Violation> unknown(String place, String what, @Nullable String id) {
    return List.of(
        new Violation(
            Code.UNKNOWN_REFERENCE, place, "there is no %s '%s' here".formatted(what, id)));
  }
}

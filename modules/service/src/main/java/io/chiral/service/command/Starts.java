package io.chiral.service.command;

import io.chiral.asymmetry.panel.Kinship;
import io.chiral.messages.Codec;
import io.chiral.messages.Ids;
import io.chiral.messages.Parts;
import io.chiral.messages.Topics;
import io.chiral.messages.command.Evaluate;
import io.chiral.messages.command.StartRun;
import io.chiral.messages.command.StartStudy;
import io.chiral.messages.event.StudyExpanded;
import io.chiral.messages.event.StudyExpanded.RunCell;
import io.chiral.messages.spec.CheckpointSource;
import io.chiral.messages.spec.EvaluateSpec;
import io.chiral.messages.spec.OptimiseSpec;
import io.chiral.messages.spec.Registration;
import io.chiral.messages.spec.RunSpec;
import io.chiral.messages.spec.StudySpec;
import io.chiral.messages.state.Rejection.Code;
import io.chiral.messages.state.RunState;
import io.chiral.messages.state.RunStatus;
import io.chiral.messages.state.StudyState;
import io.chiral.messages.state.StudyState.StudyStatus;
import io.chiral.messages.work.Cell;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Studies and runs come into being. */
final class Starts {
  /** Every part of the announcement and the study's state carry it beside other things. */
  private static final int MAX_SPEC_BYTES = Topics.MAX_RECORD_BYTES / 2;

  private final Codec codec;
  private final Parts parts;
  private final Admission admission;
  private final String version;

  Starts(Codec codec, Admission admission, String version) {
    this.codec = codec;
    this.parts = new Parts(codec);
    this.admission = admission;
    this.version = version;
  }

  List<Violation> study(Turn turn, Input.Commanded commanded, StartStudy start) {
    String digest = commanded.reading().digest();
    String id = Ids.study(start.study(), commanded.envelope().source(), commanded.envelope().id());
    StudyState known = turn.study(id);
    if (known != null) {
      return known.isMadeBy(start.spec(), digest) ? List.of() : conflict("study", id);
    }
    StudySpec spec = start.spec();
    List<Violation> violations = admission.check("/spec", spec);
    if (!violations.isEmpty()) {
      return violations;
    }
    int bytes = codec.write(spec).length;
    if (bytes > MAX_SPEC_BYTES) {
      return List.of(
          new Violation(
              Code.IMPOSSIBLE,
              "/spec",
              "with defaults the specification has %d bytes, at most %d are allowed"
                  .formatted(bytes, MAX_SPEC_BYTES)));
    }
    List<Expansion.Planned> planned = Expansion.of(codec, id, spec);
    turn.put(begun(turn, id, spec, commanded, planned.size()));
    for (Expansion.Planned run : planned) {
      add(turn, id, run.run(), run.cell(), run.spec(), spec.priority());
    }
    announce(turn, id, spec, planned);
    return List.of();
  }

  List<Violation> run(Turn turn, Input.Commanded commanded, String id, StartRun start) {
    StudyState study = turn.study(id);
    List<Violation> violations = admission.check("/run", start.run());
    if (!violations.isEmpty()) {
      return violations;
    }
    if (study == null) {
      if (start.run().from() != null && start.run().from().run() != null) {
        return Commands.unknown("/study", "study", start.study());
      }
      List<Violation> unfounded = source(turn, id, "/run/from", start.run().from());
      if (!unfounded.isEmpty()) {
        return unfounded;
      }
      study = begun(turn, id, null, commanded, 0);
      turn.put(study);
    } else if (start.study() == null) {
      return study.specDigest().equals(commanded.reading().digest())
          ? List.of()
          : conflict("study", id);
    }
    return explore(turn, study, "/run", start.run(), start.priority());
  }

  List<Violation> evaluation(Turn turn, Evaluate evaluate) {
    StudyState study = turn.study(evaluate.study());
    if (study == null) {
      return Commands.unknown("/study", "study", evaluate.study());
    }
    List<Violation> violations = admission.check("/evaluation", evaluate.evaluation());
    int priority = study.spec() == null ? 0 : study.spec().priority();
    return violations.isEmpty()
        ? explore(turn, study, "/evaluation", evaluate.evaluation(), priority)
        : violations;
  }

  /** A run outside of the declared grid; asked for twice it is one. */
  private List<Violation> explore(
      Turn turn, StudyState study, String place, RunSpec spec, int priority) {
    Cell cell = exploratory(spec);
    String id = Ids.run(codec, study.study(), cell, spec);
    if (turn.run(id) != null) {
      return List.of();
    }
    if (study.status() == StudyStatus.CANCELLED) {
      return List.of(
          new Violation(
              Code.IMPOSSIBLE,
              "/study",
              "study '%s' was cancelled; start the run in another".formatted(study.study())));
    }
    List<Violation> unfounded = source(turn, study.study(), place + "/from", spec.from());
    if (unfounded.isEmpty()) {
      turn.put(Studies.counted(study, study.runs() + 1, study.ended(), study.failed(), turn.now()));
      add(turn, study.study(), id, cell, spec, priority);
    }
    return unfounded;
  }

  private static Cell exploratory(RunSpec spec) {
    Long seed = spec instanceof OptimiseSpec optimise ? (Long) optimise.seed() : null;
    Integer step =
        spec instanceof EvaluateSpec evaluate && evaluate.from() != null
            ? evaluate.from().step()
            : null;
    return new Cell(Cell.Role.EXPLORATORY, null, null, seed, step, null);
  }

  /**
   * A run may start from a milestone, past or to come, of its study; or from a known checkpoint.
   */
  private static List<Violation> source(
      Turn turn, String study, String place, @Nullable CheckpointSource from) {
    if (from == null) {
      return List.of();
    }
    if (from.checkpoint() != null) {
      return turn.milestone(from.checkpoint()) == null
          ? Commands.unknown(place + "/checkpoint", "milestone checkpoint", from.checkpoint())
          : List.of();
    }
    RunState run = from.run() == null ? null : turn.run(from.run());
    if (run == null || !run.study().equals(study)) {
      return Commands.unknown(
          place + "/run", "run of study '%s' with id".formatted(study), from.run());
    }
    if (from.step() == null || !run.spec().milestones().contains(from.step())) {
      return List.of(
          new Violation(
              Code.UNKNOWN_REFERENCE,
              place + "/step",
              "step %d is no milestone of run '%s'; its milestones are %s"
                  .formatted(from.step(), from.run(), run.spec().milestones())));
    }
    return run.status().ended() && turn.milestone(run.run(), from.step()) == null
        ? List.of(
            new Violation(
                Code.IMPOSSIBLE,
                place + "/run",
                "run '%s' ended before step %d".formatted(from.run(), from.step())))
        : List.of();
  }

  private static void add(
      Turn turn, String study, String id, Cell cell, RunSpec spec, int priority) {
    RunStatus status = Lifecycle.waits(turn, spec.from()) ? RunStatus.WAITING : RunStatus.READY;
    turn.put(RunEdit.begun(study, id, cell, spec, status, priority, turn.now()));
  }

  private void announce(Turn turn, String id, StudySpec spec, List<Expansion.Planned> planned) {
    String specDigest = codec.digest(spec);
    Registration registration = registration(spec);
    List<RunCell> cells = planned.stream().map(run -> new RunCell(run.run(), run.cell())).toList();
    parts
        .split(
            cells,
            (part, count, items) ->
                new StudyExpanded(id, part, count, spec, specDigest, items, registration, version))
        .forEach(turn::emit);
  }

  private Registration registration(StudySpec spec) {
    List<Registration.Kin> kin = Kinship.table(spec);
    Map<String, String> weights = new TreeMap<>(admission.weights(spec));
    return new Registration(
        codec.digest(Map.of("spec", spec, "kin", kin, "weights", weights)), kin, weights);
  }

  private static StudyState begun(
      Turn turn, String id, @Nullable StudySpec spec, Input.Commanded commanded, int runs) {
    return new StudyState(
        id,
        spec,
        commanded.reading().digest(),
        commanded.envelope().id(),
        StudyStatus.ACTIVE,
        runs,
        0,
        0,
        null,
        commanded.envelope().traceparent(),
        turn.now(),
        turn.now());
  }

  private static List<Violation> conflict(String what, String id) {
    return List.of(
        new Violation(
            Code.CONFLICT,
            "",
            "%s '%s' exists with another body; use another id".formatted(what, id)));
  }
}

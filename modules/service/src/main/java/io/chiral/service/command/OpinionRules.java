package io.chiral.service.command;

import io.chiral.messages.command.RecordOpinion;
import io.chiral.messages.spec.StudySpec;
import io.chiral.messages.state.RunState;
import io.chiral.messages.state.StudyState;
import io.chiral.messages.work.Cell;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an opinion must be of: outputs of the study's grid that were evaluated, and an image of its
 * test set. A study that is over or was cancelled still takes opinions of what it has.
 */
record OpinionRules(Catalogue catalogue, Turn turn) {

  List<Violation> check(RecordOpinion opinion) {
    StudyState study = turn.study(opinion.study());
    if (study == null) {
      return Commands.unknown("/study", "study", opinion.study());
    }
    Findings findings = new Findings();
    StudySpec spec = study.spec();
    findings.require(
        spec != null,
        "/study",
        "study '%s' has no grid whose outputs could be compared".formatted(study.study()));
    if (spec == null) {
      return findings.all();
    }
    image(findings, spec.evaluation(), opinion.image());
    output(findings, "A", spec, opinion.study(), opinion.runA(), opinion.stepA());
    if (opinion.runB() != null) {
      output(findings, "B", spec, opinion.study(), opinion.runB(), opinion.stepB());
      findings.require(
          !opinion.runB().equals(opinion.runA()) || !stepIs(opinion.stepB(), opinion.stepA()),
          "/runB",
          "a preference is between two outputs, both are run '%s' at step %d"
              .formatted(opinion.runA(), opinion.stepA()));
    }
    return findings.all();
  }

  private static boolean stepIs(@Nullable Integer one, int other) {
    return one != null && one == other;
  }

  private void image(Findings findings, StudySpec.Evaluation evaluation, String image) {
    List<String> names = catalogue.imageNames(evaluation.testSet());
    int used = Math.min(evaluation.images(), names.size());
    findings.there(
        names.subList(0, used).contains(image),
        "/image",
        "image '%s' is not among the first %d of test set '%s'"
            .formatted(image, evaluation.images(), evaluation.testSet()));
  }

  private void output(
      Findings findings,
      String side,
      StudySpec spec,
      String study,
      String id,
      @Nullable Integer step) {
    RunState run = turn.run(id);
    boolean ours = run != null && run.study().equals(study);
    findings.there(ours, "/run" + side, "there is no run '%s' in study '%s'".formatted(id, study));
    if (run == null || !ours || step == null) {
      return;
    }
    List<Integer> evaluated = Expansion.milestones(spec.training());
    boolean trains = run.cell().role() == Cell.Role.OBJECTIVE;
    findings.require(
        trains,
        "/run" + side,
        "run '%s' is no training of the grid; name the run whose checkpoint made the output"
            .formatted(id));
    findings.require(
        !trains || (evaluated.contains(step) && turn.milestone(id, step) != null),
        "/step" + side,
        evaluated.contains(step)
            ? "run '%s' has not reached step %d".formatted(id, step)
            : "step %d is not evaluated; evaluated are %s".formatted(step, evaluated));
  }
}

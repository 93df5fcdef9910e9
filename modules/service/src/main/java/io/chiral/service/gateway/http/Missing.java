package io.chiral.service.gateway.http;

import io.chiral.service.gateway.view.StudyItem;
import io.chiral.service.gateway.view.StudyView;

/**
 * Says why something of a study isn't there: nobody ever named the study, it was forgotten, or it
 * is too early. Who mistyped an id must not wait for a report.
 */
record Missing(StudyView view, Commands commands) {

  ProblemException report(String study) {
    if (view.findStudy(study).filter(StudyItem::isForgotten).isPresent()) {
      return Problem.of(404, "study %s was forgotten, and its report with it".formatted(study))
          .exception();
    }
    return view.findStudy(study).isPresent() || commands.lastFor(study).isPresent()
        ? Problem.notFound("report yet of study", study)
        : Problem.notFound("study", study);
  }

  /** Runs go with their study, so one of a forgotten study is unknown. */
  ProblemException curve(String run) {
    return view.findRun(run).isPresent()
        ? Problem.notFound("training curve yet of run", run)
        : Problem.notFound("run", run);
  }
}

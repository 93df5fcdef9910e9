package io.chiral.service.plan;

import io.chiral.asymmetry.panel.JudgeTraits;
import io.chiral.asymmetry.panel.Kinship;
import io.chiral.messages.spec.StudySpec;
import io.chiral.messages.spec.SweepSpec;
import java.util.ArrayList;
import java.util.List;

/** What a study's design can't show, though it may be run. */
final class DesignNotes {
  /** A curve over fewer weights hardly says where it bends. */
  private static final int CURVE = 6;

  private DesignNotes() {}

  static List<String> of(StudySpec spec) {
    List<String> notes = new ArrayList<>();
    for (SweepSpec sweep : spec.sweeps()) {
      long weights = sweep.weights().stream().distinct().count();
      if (weights < CURVE) {
        notes.add(
            "sweep of '%s': %d adversarial weights, where a curve needs at least %d"
                .formatted(sweep.setting(), weights, CURVE));
      }
    }
    List<JudgeTraits> judges = Kinship.headlineJudges(spec);
    if (spec.metrics().size() > 1 && judges.size() == 1) {
      notes.add(
          "headline '%s': '%s' is the only judge of it that may compare metrics: leaveOneJudgeOut has nobody to leave out"
              .formatted(spec.headline(), judges.get(0).id()));
    }
    return notes;
  }
}

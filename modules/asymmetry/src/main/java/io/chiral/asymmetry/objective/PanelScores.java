package io.chiral.asymmetry.objective;

import io.chiral.asymmetry.evidence.ImageScores;
import io.chiral.asymmetry.people.PeopleJudge;
import io.chiral.messages.spec.StudySpec.Evaluation;

/**
 * What judges say of images: computed scores, and people's.
 *
 * @param computed by workers
 * @param people in place of one
 */
record PanelScores(ImageScores computed, PeopleJudge people) {

  /** A score, not oriented; NaN where the judge gave none or it has not come. */
  double score(String run, String judge, String image) {
    return judge.equals(Evaluation.PEOPLE)
        ? people.score(run, image)
        : computed.score(run, judge, image);
  }
}

package io.chiral.service.command;

import io.chiral.messages.state.StudyState;
import io.chiral.messages.state.StudyState.StudyStatus;
import java.time.Instant;

/** Next states of a study. */
final class Studies {
  private Studies() {}

  /** With other counts: it is over when all its runs are, and no longer when one is added. */
  static StudyState counted(StudyState study, int runs, int ended, int failed, Instant now) {
    StudyStatus status = study.status();
    if (status == StudyStatus.ACTIVE || status == StudyStatus.PAUSED) {
      status = ended == runs ? StudyStatus.ENDED : status;
    } else if (status == StudyStatus.ENDED) {
      status = ended == runs ? StudyStatus.ENDED : StudyStatus.ACTIVE;
    }
    return with(study, status, runs, ended, failed, now);
  }

  static StudyState withStatus(StudyState study, StudyStatus status, Instant now) {
    return with(study, status, study.runs(), study.ended(), study.failed(), now);
  }

  private static StudyState with(
      StudyState study, StudyStatus status, int runs, int ended, int failed, Instant now) {
    return new StudyState(
        study.study(),
        study.spec(),
        study.specDigest(),
        study.commandId(),
        status,
        runs,
        ended,
        failed,
        study.trace(),
        study.createdAt(),
        now);
  }
}

package io.chiral.service.command;

import io.chiral.messages.state.CommandMark;
import io.chiral.messages.state.StudyState;
import io.chiral.messages.state.StudyState.StudyStatus;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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

  /** As little as keeps its id taken. */
  static StudyState forgotten(StudyState study, Instant now) {
    return new StudyState(
        study.study(),
        null,
        study.specDigest(),
        study.commandId(),
        StudyStatus.FORGOTTEN,
        0,
        0,
        0,
        null,
        study.trace(),
        study.createdAt(),
        now);
  }

  /** With a command that was obeyed. */
  static StudyState remembering(StudyState study, CommandMark mark, Instant now) {
    List<CommandMark> known = study.recent() == null ? List.of() : study.recent();
    int dropped = Math.max(0, known.size() + 1 - StudyState.REMEMBERED);
    return with(
        study,
        study.status(),
        study.runs(),
        study.ended(),
        study.failed(),
        Stream.concat(known.stream().skip(dropped), Stream.of(mark)).toList(),
        now);
  }

  private static StudyState with(
      StudyState study, StudyStatus status, int runs, int ended, int failed, Instant now) {
    return with(study, status, runs, ended, failed, study.recent(), now);
  }

  private static StudyState with(
      StudyState study,
      StudyStatus status,
      int runs,
      int ended,
      int failed,
      @Nullable List<CommandMark> recent,
      Instant now) {
    return new StudyState(
        study.study(),
        study.spec(),
        study.specDigest(),
        study.commandId(),
        status,
        runs,
        ended,
        failed,
        recent,
        study.trace(),
        study.createdAt(),
        now);
  }
}

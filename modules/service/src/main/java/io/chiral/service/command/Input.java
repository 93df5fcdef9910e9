package io.chiral.service.command;

import io.chiral.messages.CommandReading;
import io.chiral.messages.Envelope;
import io.chiral.messages.state.Rejection.Code;
import io.chiral.messages.work.SliceEnded;

/** One record that the command role reads. */
sealed interface Input {

  /** A command as its schema says. */
  record Commanded(Envelope envelope, CommandReading.Accepted reading, Origin origin)
      implements Input {}

  /** A command that is not. */
  record Refused(Violation violation, Origin origin) implements Input {}

  /** A slice ended. */
  record Ended(SliceEnded outcome) implements Input {}

  /** A record about a run that can't be read; the run can't be trusted any more. */
  record Unreadable(String run, String reason, Origin origin) implements Input {
    Violation violation() {
      return new Violation(Code.MALFORMED, null, reason);
    }
  }
}

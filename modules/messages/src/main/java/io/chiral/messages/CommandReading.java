package io.chiral.messages;

import io.chiral.messages.command.Command;
import io.chiral.messages.state.Rejection;
import org.jspecify.annotations.Nullable;

/** What came of reading a command. */
public sealed interface CommandReading {

  /**
   * It is as its schema says; whether it can be done is another question.
   *
   * @param type of the command
   * @param command with defaults filled in
   * @param digest SHA-256 of its canonical form, in hex: equal for commands that mean the same
   */
  record Accepted(MessageType type, Command command, String digest) implements CommandReading {}

  /**
   * It is not.
   *
   * @param code kind of rejection
   * @param message where, what value, which rule, what to do
   * @param place JSON pointer into the body; null where no place is to blame
   */
  record Refused(Rejection.Code code, String message, @Nullable String place)
      implements CommandReading {}
}

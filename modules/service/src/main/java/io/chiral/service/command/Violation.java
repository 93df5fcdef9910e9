package io.chiral.service.command;

import io.chiral.messages.state.Rejection.Code;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A rule that a command breaks.
 *
 * @param code kind of rejection
 * @param place JSON pointer into the command's body; null where no place is to blame
 * @param message value, rule, what to do
 */
record Violation(Code code, @Nullable String place, String message) {

  private static final int SHOWN = 5;

  /** Several as one: the first names kind and place, the text tells the first five. */
  static Violation joined(List<Violation> violations) {
    Violation first = violations.get(0);
    if (violations.size() == 1) {
      return first;
    }
    String all =
        violations.stream()
            .limit(SHOWN)
            .map(violation -> violation.place() + ": " + violation.message())
            .collect(Collectors.joining("; "));
    String more =
        violations.size() > SHOWN ? "; and %d more".formatted(violations.size() - SHOWN) : "";
    return new Violation(first.code(), first.place(), all + more);
  }
}

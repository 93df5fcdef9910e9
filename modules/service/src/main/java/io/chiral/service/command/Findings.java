package io.chiral.service.command;

import io.chiral.messages.state.Rejection.Code;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Collects what is wrong with a command, so that its sender hears of everything at once. */
final class Findings {
  private final List<Violation> violations = new ArrayList<>();

  void require(boolean holds, String place, String message) {
    if (!holds) {
      violations.add(new Violation(Code.IMPOSSIBLE, place, message));
    }
  }

  void there(boolean there, String place, String message) {
    if (!there) {
      violations.add(new Violation(Code.UNKNOWN_REFERENCE, place, message));
    }
  }

  void known(boolean known, String place, String what, String id, Set<String> others) {
    if (!known) {
      violations.add(
          new Violation(
              Code.UNKNOWN_REFERENCE,
              place,
              "%s '%s' is not known here; known: %s"
                  .formatted(what, id, String.join(", ", others))));
    }
  }

  /** Of what an installation is configured with. */
  void configured(boolean known, String place, String what, String id, Set<String> others) {
    if (!known) {
      String key = id.replaceFirst("^proxy(-kadid)?/", "").replaceFirst("[/@].*", "");
      violations.add(
          new Violation(
              Code.UNKNOWN_REFERENCE,
              place,
              "%s '%s' is not known here: configure data-sets.%s; known: %s"
                  .formatted(what, id, key, String.join(", ", others))));
    }
  }

  <T> void distinct(List<T> items, Function<T, ?> key, String place, String what) {
    Set<Object> seen = new HashSet<>();
    for (int i = 0; i < items.size(); i++) {
      Object value = key.apply(items.get(i));
      require(seen.add(value), place + "/" + i, "%s %s appears twice".formatted(what, value));
    }
  }

  boolean none() {
    return violations.isEmpty();
  }

  List<Violation> all() {
    return List.copyOf(violations);
  }
}

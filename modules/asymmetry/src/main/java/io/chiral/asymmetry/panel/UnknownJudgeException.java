package io.chiral.asymmetry.panel;

import java.util.Collection;

/** A judge that no catalogue entry describes: neither its family nor its kin can be told. */
public final class UnknownJudgeException extends IllegalArgumentException {

  UnknownJudgeException(String judge, Collection<String> known) {
    super("judge '%s' is not known; known are %s".formatted(judge, String.join(", ", known)));
  }
}

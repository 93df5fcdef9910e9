package io.chiral.imagery.dataset;

import java.util.Collection;

/** A data set id that the catalogue does not have; the message lists those it has. */
public final class UnknownDataSetException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  public UnknownDataSetException(String id, Collection<String> known) {
    super("unknown data set '%s'; known: %s".formatted(id, String.join(", ", known)));
  }
}

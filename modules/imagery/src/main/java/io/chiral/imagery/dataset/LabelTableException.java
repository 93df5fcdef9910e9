package io.chiral.imagery.dataset;

import java.io.IOException;
import java.nio.file.Path;

/** A label table that cannot be used; the message says file, line and reason. */
public final class LabelTableException extends IOException {
  private static final long serialVersionUID = 1;

  LabelTableException(Path table, int line, String reason) {
    super("%s, line %d: %s".formatted(table, line, reason));
  }
}

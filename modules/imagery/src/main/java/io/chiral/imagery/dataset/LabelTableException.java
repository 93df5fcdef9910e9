package io.chiral.imagery.dataset;

import java.io.IOException;
import java.nio.file.Path;

/** A label file that cannot be used; the message says file, line, column, value and rule. */
public final class LabelTableException extends IOException {
  private static final long serialVersionUID = 1;

  LabelTableException(Path file, int line, String reason) {
    super("%s, line %d: %s".formatted(file, line, reason));
  }

  LabelTableException(Path file, int line, String column, String reason) {
    super("%s, line %d, column %s: %s".formatted(file, line, column, reason));
  }

  LabelTableException(Path file, String reason) {
    super("%s: %s".formatted(file, reason));
  }
}

package io.chiral.imagery.file;

import java.io.IOException;

/** A file that is not an image this program reads; the message names the file and the reason. */
public final class UnreadableImageException extends IOException {
  private static final long serialVersionUID = 1;

  UnreadableImageException(String name, String reason) {
    super("%s: %s".formatted(name, reason));
  }

  UnreadableImageException(String name, String reason, Throwable cause) {
    super("%s: %s".formatted(name, reason), cause);
  }
}

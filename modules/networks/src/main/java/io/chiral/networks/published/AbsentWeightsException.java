package io.chiral.networks.published;

import java.nio.file.Path;

/** Published weights that are needed and not on this machine. */
public final class AbsentWeightsException extends IllegalArgumentException {

  private static final long serialVersionUID = 1;

  AbsentWeightsException(String id, Path directory) {
    super("weights %s are not installed in %s: %s".formatted(id, directory, howToGet(id)));
  }

  /** What to do about absent weights. */
  public static String howToGet(String id) {
    return "get them with `chiral weights pull %s`, or from a file with `chiral weights import %s FILE`"
        .formatted(id, id);
  }
}

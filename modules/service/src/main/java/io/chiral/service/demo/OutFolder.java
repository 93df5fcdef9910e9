package io.chiral.service.demo;

import io.chiral.service.cli.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a demo keeps everything: the broker's and the store's files, the report in every format,
 * the scores and the study's declaration.
 *
 * @param path the folder, which exists and can be written
 */
record OutFolder(Path path) {

  /** Makes the folder, or says why it can't be had. */
  static OutFolder of(Path path) {
    try {
      Files.createDirectories(path);
      Path probe = Files.createTempFile(path, ".probe", "");
      Files.delete(probe);
      return new OutFolder(path.toAbsolutePath().normalize());
    } catch (IOException e) {
      throw new UserException(
          "can't write to the output folder %s (%s); choose another with --out".formatted(path, e),
          e);
    }
  }

  /** Data of the service. */
  Path data() {
    return path.resolve("data");
  }
}

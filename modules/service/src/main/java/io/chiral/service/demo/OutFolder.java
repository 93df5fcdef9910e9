package io.chiral.service.demo;

import io.chiral.service.cli.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Where a demo keeps everything: the broker's and the store's files, and the report.
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

  /** Writes the report, whole or not at all. */
  Path writeReport(byte[] report) {
    Path target = path.resolve("report.json");
    try {
      Path whole = Files.createTempFile(path, ".report", ".json");
      Files.write(whole, report);
      return Files.move(
          whole, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UserException("can't write %s (%s)".formatted(target, e), e);
    }
  }
}

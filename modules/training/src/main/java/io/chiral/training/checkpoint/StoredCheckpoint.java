package io.chiral.training.checkpoint;

import java.nio.file.Path;

/**
 * A verified checkpoint.
 *
 * @param manifest what it is
 * @param directory local directory that holds its files; to be read only
 */
public record StoredCheckpoint(Manifest manifest, Path directory) {

  /** Whether it has a file of that name. */
  public boolean has(String name) {
    return manifest.files().stream().anyMatch(file -> file.name().equals(name));
  }

  /**
   * Where the file of that name lies.
   *
   * @throws IllegalArgumentException when the manifest names no such file
   */
  public Path file(String name) {
    if (!has(name)) {
      throw new IllegalArgumentException(
          "checkpoint %s (%s) has no %s".formatted(manifest.id(), manifest.kind(), name));
    }
    return directory.resolve(name);
  }
}

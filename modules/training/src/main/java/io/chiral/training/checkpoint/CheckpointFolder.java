package io.chiral.training.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A checkpoint by itself, wherever its directory lies. */
public final class CheckpointFolder {

  private CheckpointFolder() {}

  /** Whether a directory claims to be a checkpoint. */
  public static boolean isOne(Path directory) {
    return Files.isRegularFile(directory.resolve(ManifestJson.FILE));
  }

  /**
   * The checkpoint in a directory, every file verified.
   *
   * @throws DamagedCheckpointException when its files are not what its manifest says
   */
  public static StoredCheckpoint open(Path directory) {
    String what = "checkpoint in " + directory;
    try {
      byte[] json = Files.readAllBytes(directory.resolve(ManifestJson.FILE));
      JsonNode id = new ObjectMapper().readTree(json).path("id");
      Manifest manifest = ManifestJson.decode(id.asText(), json);
      for (Manifest.Entry entry : manifest.files()) {
        if (!Digests.ofFile(directory.resolve(entry.name())).equals(entry.sha256())) {
          throw new DamagedCheckpointException(
              what, "%s is not the file of its manifest".formatted(entry.name()));
        }
      }
      return new StoredCheckpoint(manifest, directory);
    } catch (NoSuchFileException e) {
      throw new DamagedCheckpointException(what, e.getMessage() + " is absent", e);
    } catch (IOException e) {
      throw new UncheckedIOException("can't read the " + what, e);
    }
  }
}

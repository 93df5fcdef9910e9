package io.chiral.service.image;

import io.chiral.service.cli.StorePlace;
import io.chiral.service.cli.UserException;
import io.chiral.training.checkpoint.CheckpointStore;
import io.chiral.training.checkpoint.DamagedCheckpointException;
import io.chiral.training.checkpoint.UnknownCheckpointException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds a generator's values.
 *
 * @param store where ids are looked up; null: the configured one
 */
record GeneratorFile(@Nullable String store) {

  /** The moving average first, as it is what evaluations score. */
  private static final List<String> FILES =
      List.of("generator_ema.safetensors", "generator.safetensors");

  /**
   * @param checkpoint a file, a checkpoint's directory, or its id
   * @throws UserException if there is none, or it holds no generator
   */
  Path find(String checkpoint) {
    Path path = Path.of(checkpoint);
    if (Files.isRegularFile(path)) {
      return path;
    }
    if (Files.isDirectory(path)) {
      return within(path);
    }
    try (CheckpointStore from =
        StorePlace.open(store, null, checkpoint + " is neither file nor directory")) {
      return within(from.open(checkpoint).directory());
    } catch (IllegalArgumentException e) {
      throw new UserException(
          "%s is neither file nor directory nor a checkpoint's id (%s)"
              .formatted(checkpoint, e.getMessage()),
          e);
    } catch (UnknownCheckpointException | DamagedCheckpointException e) {
      throw new UserException(String.valueOf(e.getMessage()), e);
    }
  }

  private static Path within(Path directory) {
    return FILES.stream()
        .map(directory::resolve)
        .filter(Files::isRegularFile)
        .findFirst()
        .orElseThrow(
            () ->
                new UserException(
                    "%s holds no generator (%s)".formatted(directory, String.join(", ", FILES))));
  }
}

package io.chiral.service.cli;

import io.chiral.service.config.ChiralConfig;
import io.chiral.service.config.StoreConfig;
import io.chiral.service.node.Stores;
import io.chiral.training.checkpoint.CheckpointStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The store that a command reads from: the one that was given, else the configured one. */
public final class StorePlace {

  private static final String BUCKET = "s3://";

  private StorePlace() {}

  /**
   * Opens it; makes nothing.
   *
   * @param given {@code --store}: a directory or s3://BUCKET/PREFIX; null: not given
   * @param file of the configuration; null: none
   * @param why what it is wanted for, for the message
   * @throws UserException when there is none
   */
  public static CheckpointStore open(@Nullable String given, @Nullable Path file, String why) {
    Map<String, String> overrides = new HashMap<>();
    if (given != null) {
      overrides.put(given.startsWith(BUCKET) ? "store.uri" : "store.dir", given);
      overrides.putIfAbsent("store.uri", ""); // a directory that is given counts
    }
    return open(ChiralConfig.load(file, overrides).store(), why);
  }

  /**
   * Opens the configured one; makes nothing.
   *
   * @throws UserException when there is none
   */
  public static CheckpointStore open(StoreConfig config, String why) {
    if (config.bucket() == null && !Files.isDirectory(config.dir())) {
      throw new UserException(
          "%s, and there is no store %s to look it up in; give --store"
              .formatted(why, config.dir()));
    }
    return Stores.open(config);
  }
}

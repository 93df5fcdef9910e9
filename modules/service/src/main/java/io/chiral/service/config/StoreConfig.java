package io.chiral.service.config;

import io.chiral.objectstore.S3Settings;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where checkpoints and tiles are.
 *
 * @param dir the directory that holds them, unless they are in a bucket
 * @param bucket null: they are in the directory
 * @param copiesDir local copies of what is in a bucket
 * @param copiesBytes what may lie there for longer
 */
public record StoreConfig(Path dir, @Nullable S3Settings bucket, Path copiesDir, long copiesBytes) {

  /** The place, for people. */
  public String place() {
    return bucket == null ? dir.toString() : bucket.toString();
  }
}

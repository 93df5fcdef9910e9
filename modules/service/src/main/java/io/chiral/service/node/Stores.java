package io.chiral.service.node;

import io.chiral.objectstore.S3Store;
import io.chiral.service.config.StoreConfig;
import io.chiral.training.checkpoint.CheckpointStore;
import io.chiral.training.checkpoint.DirectoryStore;

/** Makes the store that a configuration describes. */
public final class Stores {

  private Stores() {}

  /**
   * The store; a directory is made if there is none, a bucket is not asked yet.
   *
   * @throws java.io.UncheckedIOException when directories can't be made
   */
  public static CheckpointStore open(StoreConfig config) {
    return config.bucket() == null
        ? new DirectoryStore(config.dir())
        : new S3Store(config.bucket(), config.copiesDir(), config.copiesBytes());
  }
}

package io.chiral.service.node;

import io.chiral.objectstore.S3Store;
import io.chiral.service.config.StoreConfig;
import io.chiral.training.checkpoint.CheckpointStore;
import io.chiral.training.checkpoint.DirectoryStore;

/** Makes the store that a configuration describes. */
public final class Stores {

  private Stores() {}

  /**
   * The store; nothing is made, and nothing asked yet. A worker makes one that is not there, if the
   * installation has no other: {@link StoreIdentity}.
   *
   * @throws java.io.UncheckedIOException when the directory of a bucket's copies can't be made
   */
  public static CheckpointStore open(StoreConfig config) {
    return config.bucket() == null
        ? DirectoryStore.at(config.dir())
        : new S3Store(config.bucket(), config.copiesDir(), config.copiesBytes());
  }
}

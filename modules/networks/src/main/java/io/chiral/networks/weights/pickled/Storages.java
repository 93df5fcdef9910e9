package io.chiral.networks.weights.pickled;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Where the bytes of storages lie. */
interface Storages extends Closeable {

  /**
   * @throws IOException unless the storage is there in full
   */
  void require(StorageRef storage) throws IOException;

  /**
   * Bytes of a storage, little endian.
   *
   * @param from first byte within the storage
   * @param length how many; within the storage
   */
  ByteBuffer read(StorageRef storage, long from, int length) throws IOException;
}

package io.chiral.networks.weights.pickled;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * PyTorch's format before 1.6: five pickles (magic number, protocol, system, value, keys of the
 * storages), then of each storage in the keys' order its number of elements (eight bytes) and its
 * elements.
 *
 * @param places of the storages' elements in the file, by key
 */
record LegacyStorages(FileChannel channel, Map<String, Place> places) implements Storages {

  /** {@code torch.serialization.MAGIC_NUMBER}, as pickled: little endian after {@code LONG1 10}. */
  static final byte[] BEGINNING = {
    (byte) 0x80,
    2,
    (byte) 0x8a,
    10,
    0x6c,
    (byte) 0xfc,
    (byte) 0x9c,
    0x46,
    (byte) 0xf9,
    0x20,
    0x6a,
    (byte) 0xa8,
    0x50,
    0x19,
    '.'
  };

  private static final int PROTOCOL = 1001;

  /** Where a storage's elements lie. */
  record Place(long begin, long elements) {}

  /** The value, and the storages that it refers to. */
  record Content(@Nullable Object value, LegacyStorages storages) {}

  /**
   * @param head the file's beginning, with all pickles
   */
  static Content read(FileChannel channel, PickleBytes head) throws IOException {
    RestrictedUnpickler.value(head);
    if (Values.count(RestrictedUnpickler.value(head), "the protocol") != PROTOCOL) {
      throw new IOException("its protocol is not %d, PyTorch's".formatted(PROTOCOL));
    }
    if (!(RestrictedUnpickler.value(head) instanceof Map<?, ?> system)
        || !Boolean.TRUE.equals(system.get("little_endian"))) {
      throw new IOException("it was not written on a little-endian machine");
    }
    RestrictedUnpickler.Content content = RestrictedUnpickler.content(head);
    if (!(RestrictedUnpickler.value(head) instanceof List<?> keys)) {
      throw new IOException("it has no list of its storages");
    }
    Map<String, Place> places = new HashMap<>();
    long at = head.position();
    for (Object key : keys) {
      StorageRef storage = content.storages().get(Values.text(key, "the key of a storage"));
      if (storage == null) {
        throw new IOException("it lists a storage that no tensor refers to: " + Values.kind(key));
      }
      if (places.containsKey(storage.key())) {
        throw new IOException("it lists a storage twice: " + Values.kind(key));
      }
      long elements = bytes(channel, at, Long.BYTES).getLong();
      places.put(storage.key(), new Place(at + Long.BYTES, elements));
      at += Long.BYTES + storage.bytes();
    }
    return new Content(content.value(), new LegacyStorages(channel, places));
  }

  @Override
  public void require(StorageRef storage) throws IOException {
    Place place = places.get(storage.key());
    if (place == null) {
      throw new IOException("its list of storages lacks " + Global.shortened(storage.key()));
    }
    if (place.elements() != storage.elements()) {
      throw new IOException(
          "storage %s has %d elements, its pickle says %d"
              .formatted(storage.key(), place.elements(), storage.elements()));
    }
    if (storage.bytes() > channel.size() - place.begin()) {
      throw new IOException(
          "it ends within storage %s: %d bytes of %d"
              .formatted(storage.key(), channel.size() - place.begin(), storage.bytes()));
    }
  }

  @Override
  public ByteBuffer read(StorageRef storage, long from, int length) throws IOException {
    Place place = places.get(storage.key());
    if (place == null) {
      throw new IOException("its list of storages lacks " + Global.shortened(storage.key()));
    }
    return bytes(channel, place.begin() + from, length);
  }

  private static ByteBuffer bytes(FileChannel channel, long at, int length) throws IOException {
    if (at + length > channel.size()) {
      throw new IOException("it ends at byte %d, too early".formatted(channel.size()));
    }
    ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, at + bytes.position()) < 0) {
        throw new IOException("it ends at byte %d, too early".formatted(at + bytes.position()));
      }
    }
    return bytes.flip();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}

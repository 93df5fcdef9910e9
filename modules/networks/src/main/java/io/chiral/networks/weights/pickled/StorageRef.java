package io.chiral.networks.weights.pickled;

import io.chiral.networks.weights.ElementType;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A storage as a pickle refers to it; its bytes lie elsewhere in the file. The device that it was
 * on is not kept: everything is read into ordinary memory.
 *
 * @param key its name in the file
 * @param type of its elements
 * @param elements how many
 */
record StorageRef(String key, ElementType type, long elements) {

  private static final int KEY = 2;
  private static final int DEVICE = 3;
  private static final int ELEMENTS = 4;
  private static final int VIEW = 5;

  /** From {@code ("storage", class, key, device, elements[, view])}, PyTorch's persistent id. */
  static StorageRef of(@Nullable Object persistentId) throws IOException {
    if (!(persistentId instanceof List<?> parts)
        || parts.size() <= ELEMENTS
        || parts.size() > VIEW + 1
        || !"storage".equals(parts.get(0))
        || !(parts.get(1) instanceof Global storageClass)) {
      throw new IOException(
          "its pickle refers to %s outside of it, not to a storage"
              .formatted(Values.kind(persistentId)));
    }
    if (parts.size() > VIEW && parts.get(VIEW) != null) {
      throw new IOException("it has views of storages (PyTorch before 0.4); save it anew");
    }
    Values.text(parts.get(DEVICE), "the device of a storage");
    return new StorageRef(
        Values.text(parts.get(KEY), "the key of a storage"),
        storageClass.elements(),
        Values.count(parts.get(ELEMENTS), "the length of a storage"));
  }

  /** Size of all of it. */
  long bytes() throws IOException {
    try {
      return Math.multiplyExact(elements, type.bytes());
    } catch (ArithmeticException e) {
      throw new IOException("storage %s is larger than any memory".formatted(key), e);
    }
  }
}

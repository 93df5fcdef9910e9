package io.chiral.networks.weights.pickled;

import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tensor as a pickle describes it: a strided view of a storage, within whose bounds it lies.
 *
 * @param storage what holds the elements
 * @param offset of the first element
 * @param sizes side by side
 * @param strides in elements, one a side
 */
record TensorRef(StorageRef storage, long offset, long[] sizes, long[] strides) {

  private static final int OFFSET = 1;
  private static final int SIZES = 2;
  private static final int STRIDES = 3;

  /** From the arguments of {@code _rebuild_tensor} and {@code _rebuild_tensor_v2}. */
  static TensorRef of(List<@Nullable Object> arguments) throws IOException {
    if (arguments.size() <= STRIDES || !(arguments.get(0) instanceof StorageRef storage)) {
      throw new IOException("its pickle makes a tensor of what is no storage");
    }
    TensorRef made =
        new TensorRef(
            storage,
            Values.count(arguments.get(OFFSET), "the offset of a tensor"),
            Values.counts(arguments.get(SIZES), "the shape of a tensor"),
            Values.counts(arguments.get(STRIDES), "the strides of a tensor"));
    made.requireWithinStorage();
    return made;
  }

  Shape shape() {
    return new Shape(sizes);
  }

  private void requireWithinStorage() throws IOException {
    boolean within = sizes.length == strides.length;
    try {
      // As many elements at most: values that repeat could make much of little.
      within = within && count() <= storage.elements() && offset + span() <= storage.elements();
    } catch (ArithmeticException e) {
      throw new IOException("a tensor of shape %s overflows".formatted(shape()), e);
    }
    if (!within) {
      throw new IOException(
          "a tensor of shape %s, strides %s and offset %d does not lie in its storage of %d elements"
              .formatted(shape(), Arrays.toString(strides), offset, storage.elements()));
    }
    if (count() * storage.type().bytes() > Integer.MAX_VALUE) {
      throw new IOException("a tensor of shape %s has more than 2 GiB".formatted(shape()));
    }
  }

  private long count() {
    return Arrays.stream(sizes).reduce(1, Math::multiplyExact);
  }

  /** Elements from the first to the last, in the storage; 0 of an empty tensor. */
  long span() {
    if (count() == 0) {
      return 0;
    }
    long last = 0;
    for (int i = 0; i < sizes.length; i++) {
      last = Math.addExact(last, Math.multiplyExact(sizes[i] - 1, strides[i]));
    }
    return Math.addExact(last, 1);
  }

  /**
   * The elements in row-major order.
   *
   * @param spanned the bytes of {@link #span} elements from {@link #offset} on
   */
  ByteBuffer rowMajor(ByteBuffer spanned) {
    int width = storage.type().bytes();
    int count = Math.toIntExact(count());
    if (contiguous()) {
      return spanned;
    }
    byte[] from = new byte[spanned.remaining()];
    spanned.get(from);
    ByteBuffer to = ByteBuffer.allocate(count * width).order(spanned.order());
    long[] index = new long[sizes.length];
    for (int i = 0; i < count; i++) {
      long at = 0;
      for (int side = 0; side < sizes.length; side++) {
        at += index[side] * strides[side];
      }
      to.put(from, Math.toIntExact(at * width), width);
      for (int side = sizes.length - 1; side >= 0 && ++index[side] == sizes[side]; side--) {
        index[side] = 0;
      }
    }
    return to.flip();
  }

  private boolean contiguous() {
    long expected = 1;
    for (int i = sizes.length - 1; i >= 0; i--) {
      if (sizes[i] != 1 && strides[i] != expected) {
        return count() == 0;
      }
      expected *= sizes[i];
    }
    return true;
  }
}

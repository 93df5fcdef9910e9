package io.chiral.networks.weights;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A tensor on its way into a file.
 *
 * @param elements gives them when they are written
 */
public record StoredTensor(String name, ElementType type, Shape shape, Elements elements) {

  /** Gives a tensor's elements, little endian, in row-major order. */
  @FunctionalInterface
  public interface Elements {
    ByteBuffer read() throws IOException;
  }

  static StoredTensor of(String name, NDArray array) {
    return new StoredTensor(
        name, ElementType.of(array.getDataType()), array.getShape(), array::toByteBuffer);
  }

  /** A tensor of another file, as it is there. */
  public static StoredTensor of(String name, TensorFile file, String nameThere) {
    return new StoredTensor(
        name, file.type(nameThere), file.shape(nameThere), () -> file.read(nameThere));
  }

  long bytes() {
    return shape.size() * type.bytes();
  }
}

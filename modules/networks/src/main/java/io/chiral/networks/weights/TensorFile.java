package io.chiral.networks.weights;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * An open file of named tensors. Names, types, shapes and places were checked when it was opened;
 * values are read one tensor at a time, so that those that nobody wants cost nothing. Not for
 * several threads.
 */
public interface TensorFile extends Closeable {

  /** In the file's order. */
  Set<String> names();

  /**
   * @throws IllegalArgumentException if there is no such tensor
   */
  Shape shape(String name);

  /**
   * @throws IllegalArgumentException if there is no such tensor
   */
  ElementType type(String name);

  /**
   * The elements as stored, little endian, in row-major order.
   *
   * @throws IllegalArgumentException if there is no such tensor
   * @throws IOException if the file does not give them
   */
  ByteBuffer read(String name) throws IOException;

  /** Shapes by name, in the file's order. */
  default Map<String, Shape> shapes() {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    names().forEach(name -> shapes.put(name, shape(name)));
    return shapes;
  }

  /** All tensors, as {@link #load(Set, NDManager)}. */
  default Weights load(NDManager parent) throws IOException {
    return load(names(), parent);
  }

  /** Some tensors, in a sub-manager of {@code parent}, in PyTorch's own memory. */
  default Weights load(Set<String> wanted, NDManager parent) throws IOException {
    NDManager target = parent.newSubManager();
    Map<String, NDArray> arrays = new LinkedHashMap<>();
    try (NDManager passing = target.newSubManager()) {
      for (String name : wanted) {
        ElementType type = type(name);
        ByteBuffer elements = type.arriving(read(name));
        NDArray copy = passing.create(elements, shape(name), type.arrives()).duplicate();
        copy.attach(target);
        arrays.put(name, copy);
      }
    } catch (IOException e) {
      target.close();
      throw e;
    }
    return Weights.of(target, arrays);
  }
}

package io.chiral.networks.weights;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Values of a network by published name, in published order, with the manager that owns them.
 * Networks hold structure only and take their values as an argument, so that weights, their moving
 * average and a restored checkpoint are three of these and one network.
 */
public final class Weights implements AutoCloseable {

  private final NDManager manager;
  private final Map<String, NDArray> arrays;
  private final Set<String> buffers;

  Weights(NDManager manager, Map<String, NDArray> arrays, Set<String> buffers) {
    this.manager = manager;
    this.arrays = Collections.unmodifiableMap(new LinkedHashMap<>(arrays));
    this.buffers = Set.copyOf(buffers);
  }

  /**
   * Weights without buffers.
   *
   * @param manager owner of the arrays, closed with these weights
   */
  public static Weights of(NDManager manager, Map<String, NDArray> arrays) {
    return new Weights(manager, arrays, Set.of());
  }

  public NDManager manager() {
    return manager;
  }

  /** All names, buffers included, in published order. */
  public Set<String> names() {
    return arrays.keySet();
  }

  /**
   * @throws IllegalArgumentException if there is no such tensor
   */
  public NDArray get(String name) {
    NDArray array = arrays.get(name);
    if (array == null) {
      throw new IllegalArgumentException("no tensor named " + name + " among " + arrays.size());
    }
    return array;
  }

  /** All tensors, buffers included. */
  public Map<String, NDArray> asMap() {
    return arrays;
  }

  /** The tensors whose name starts with {@code prefix}, by the rest of their name. */
  public Map<String, NDArray> under(String prefix) {
    Map<String, NDArray> found = new LinkedHashMap<>();
    arrays.forEach(
        (name, array) -> {
          if (name.startsWith(prefix)) {
            found.put(name.substring(prefix.length()), array);
          }
        });
    return found;
  }

  /** The tensors under {@code prefix} as weights of their own; a view, owned by these weights. */
  public Weights view(String prefix) {
    Map<String, NDArray> found = under(prefix);
    Set<String> inner = new HashSet<>(found.keySet());
    inner.removeIf(name -> !buffers.contains(prefix + name));
    return new Weights(manager, found, inner);
  }

  /** The tensors that are not buffers, by name. */
  public Map<String, NDArray> trainable() {
    Map<String, NDArray> found = new LinkedHashMap<>(arrays);
    found.keySet().removeAll(buffers);
    return found;
  }

  /** The tensors that are never trained, by name. */
  public Map<String, NDArray> buffers() {
    Map<String, NDArray> found = new LinkedHashMap<>(arrays);
    found.keySet().retainAll(buffers);
    return found;
  }

  /** The tensors that are not buffers, in published order. */
  public NDList trainableList() {
    return new NDList(trainable().values().toArray(NDArray[]::new));
  }

  /** Whether operations on the trainable tensors are recorded inside a gradient scope. */
  public Weights requiresGradient(boolean required) {
    trainable().values().forEach(array -> array.setRequiresGradient(required));
    return this;
  }

  /** A deep copy without recorded history, in a sub-manager of {@code parent}. */
  public Weights copy(NDManager parent) {
    NDManager target = parent.newSubManager();
    Map<String, NDArray> copies = new LinkedHashMap<>();
    try (NDManager passing = target.newSubManager()) {
      arrays.forEach(
          (name, array) -> {
            NDArray detached = array.stopGradient();
            detached.attach(passing);
            NDArray copy = detached.duplicate();
            copy.attach(target);
            copies.put(name, copy);
          });
    }
    return new Weights(target, copies, buffers);
  }

  /** Frees all values. */
  @Override
  public void close() {
    manager.close();
  }
}

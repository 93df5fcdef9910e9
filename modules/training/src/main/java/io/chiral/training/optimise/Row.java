package io.chiral.training.optimise;

import ai.djl.ndarray.NDArray;
import java.util.LinkedHashMap;
import java.util.Map;

/** Scalars of one step by name, in the order in which they were measured. */
final class Row {

  private final Map<String, Double> values = new LinkedHashMap<>();

  /** Notes a scalar array's value and gives it back. */
  double put(String name, NDArray scalar) {
    return put(name, scalar.getFloat());
  }

  double put(String name, double value) {
    values.put(name, value);
    return value;
  }

  Map<String, Double> values() {
    return values;
  }
}

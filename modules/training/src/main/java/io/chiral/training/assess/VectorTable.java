package io.chiral.training.assess;

import java.util.HashMap;
import java.util.Map;

/** A vector an item. */
final class VectorTable {

  private final Map<String, float[]> vectors = new HashMap<>();

  boolean has(String item) {
    return vectors.containsKey(item);
  }

  float[] get(String item) {
    float[] vector = vectors.get(item);
    if (vector == null) {
      throw new IllegalStateException("nothing was computed of item " + item);
    }
    return vector;
  }

  void put(String item, float... vector) {
    vectors.put(item, vector);
  }

  long size() {
    return vectors.values().stream().mapToLong(vector -> vector.length).sum();
  }
}

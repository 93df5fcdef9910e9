package io.chiral.training.optimise;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.chiral.networks.weights.Weights;
import io.chiral.training.Torch;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a network kept besides its trained values, to be put back if an update is left out. */
final class KeptBuffers {

  private final Weights weights;

  /** By name, since equal arrays are equal keys. */
  private final Map<String, NDArray> copies = new LinkedHashMap<>();

  /**
   * @param manager owner of the copies
   */
  KeptBuffers(Weights weights, NDManager manager) {
    this.weights = weights;
    weights
        .buffers()
        .forEach(
            (name, buffer) -> {
              NDArray copy = buffer.duplicate();
              copy.attach(manager);
              copies.put(name, copy);
            });
  }

  void putBack(Torch torch, NDManager manager) {
    copies.forEach(
        (name, copy) ->
            torch
                .kernels()
                .call("overwrite")
                .tensor(weights.get(name))
                .tensor(copy)
                .one(manager)
                .close());
  }
}

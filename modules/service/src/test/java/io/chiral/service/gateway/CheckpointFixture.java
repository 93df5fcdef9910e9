package io.chiral.service.gateway;

import io.chiral.training.checkpoint.CheckpointStore;
import io.chiral.training.checkpoint.Draft;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** A checkpoint with one small file. */
final class CheckpointFixture {

  private CheckpointFixture() {}

  /** Returns its id. */
  static String write(CheckpointStore store) {
    byte[] tensors = "tensors".getBytes(StandardCharsets.UTF_8);
    Draft draft =
        new Draft(
            "optimise",
            "r-1",
            30,
            true,
            "0".repeat(64),
            new TreeMap<>(),
            new TreeMap<>(),
            new TreeMap<>(),
            new TreeMap<>(Map.of("generator.safetensors", out -> out.write(tensors))),
            Map.of());
    return store.write(draft).id();
  }
}

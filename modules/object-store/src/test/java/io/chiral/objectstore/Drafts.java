package io.chiral.objectstore;

import io.chiral.training.checkpoint.Digests;
import io.chiral.training.checkpoint.Draft;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Checkpoints to be written. */
final class Drafts {

  static final String WEIGHTS = "generator.safetensors";
  static final String MOMENTS = "optimiser_g.safetensors";

  private Drafts() {}

  /** Of two files with that content. */
  static Draft of(int step, String content) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    return of(
        step,
        new TreeMap<>(Map.of(WEIGHTS, out -> out.write(bytes), MOMENTS, out -> out.write(7))));
  }

  static Draft of(int step, SortedMap<String, Draft.Part> parts) {
    return new Draft(
        "optimise",
        "run",
        step,
        false,
        Digests.of("spec"),
        new TreeMap<>(Map.of("generator", "swinir/tiny/2")),
        new TreeMap<>(Map.of("train-set", Digests.of("photographs"))),
        new TreeMap<>(Map.of("fair_weight", 0.1 + 0.2)),
        parts,
        Map.of("chiral", "0.1"));
  }
}

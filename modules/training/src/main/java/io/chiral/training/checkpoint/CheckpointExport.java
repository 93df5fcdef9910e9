package io.chiral.training.checkpoint;

import io.chiral.networks.weights.Safetensors;
import io.chiral.networks.weights.StoredTensor;
import io.chiral.networks.weights.TensorFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One network of a checkpoint as a safetensors file for others. Names are the published ones, so
 * that a generator loads strictly in SwinIR's own code, and a backbone in torchvision or timm once
 * their classifier is {@code Identity}.
 */
public final class CheckpointExport {

  /** The part that is a network within another. */
  public static final String BACKBONE = "backbone";

  private static final String SUFFIX = ".safetensors";
  private static final String OPTIMISER = "optimiser";
  private static final List<String> FIRST =
      List.of("generator_ema", "generator", "assessor", "metric", "discriminator");
  private static final List<String> WITH_BACKBONES =
      List.of("discriminator", "discriminator_ema", "assessor", "metric");

  private CheckpointExport() {}

  /**
   * What was written.
   *
   * @param part which it was
   * @param structure of the network, as the manifest has it; null: it says nothing of it
   */
  public record Exported(String part, @Nullable String structure, int tensors) {}

  /**
   * Writes a part.
   *
   * @param part a file of the checkpoint without its ending, or {@value #BACKBONE}: the one inside
   *     of the discriminator or assessor; null: the generator's moving average, else the generator,
   *     else the assessor
   * @throws IllegalArgumentException if there is no such part; lists what there is
   */
  public static Exported run(StoredCheckpoint checkpoint, @Nullable String part, Path to)
      throws IOException {
    List<String> parts = parts(checkpoint);
    boolean backbone = BACKBONE.equals(part);
    String file =
        part != null && !backbone
            ? part
            : (backbone ? WITH_BACKBONES : FIRST)
                .stream().filter(parts::contains).findFirst().orElse("none");
    if (!parts.contains(file)) {
      throw unknown(checkpoint, part == null ? "network" : part, parts);
    }
    String prefix = backbone ? BACKBONE + "." : "";
    try (TensorFile tensors = Safetensors.open(checkpoint.file(file + SUFFIX))) {
      List<StoredTensor> wanted = new ArrayList<>();
      for (String name : tensors.names()) {
        if (name.startsWith(prefix)) {
          wanted.add(StoredTensor.of(name.substring(prefix.length()), tensors, name));
        }
      }
      if (wanted.isEmpty()) {
        throw unknown(checkpoint, BACKBONE + " in its " + file, parts);
      }
      Durable.replace(
          to,
          out -> Safetensors.write(out, wanted, Map.of("checkpoint", checkpoint.manifest().id())));
      String role = file.replace("_ema", "");
      return new Exported(
          backbone ? BACKBONE + " of the " + file : file,
          checkpoint.manifest().structure().get(role),
          wanted.size());
    }
  }

  private static List<String> parts(StoredCheckpoint checkpoint) {
    return checkpoint.manifest().files().stream()
        .map(Manifest.Entry::name)
        .filter(name -> name.endsWith(SUFFIX) && !name.startsWith(OPTIMISER))
        .map(name -> name.substring(0, name.length() - SUFFIX.length()))
        .toList();
  }

  private static IllegalArgumentException unknown(
      StoredCheckpoint checkpoint, String part, List<String> parts) {
    return new IllegalArgumentException(
        "checkpoint %s (%s) has no %s; its parts are %s"
            .formatted(
                checkpoint.manifest().id(),
                checkpoint.manifest().kind(),
                part,
                parts.isEmpty() ? "none" : String.join(", ", parts)));
  }
}

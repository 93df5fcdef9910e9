package io.chiral.training.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.chiral.networks.weights.ParameterTable;
import io.chiral.networks.weights.Safetensors;
import io.chiral.networks.weights.Weights;
import io.chiral.training.ImpossibleException;
import io.chiral.training.checkpoint.Digests;
import io.chiral.training.checkpoint.Draft;
import io.chiral.training.checkpoint.StoredCheckpoint;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/** Networks' values in and out of checkpoints. */
public final class Tensors {

  private static final int BUFFER_BYTES = 1 << 16;

  private Tensors() {}

  /** A safetensors file of these arrays, read when the file is written. */
  public static Draft.Part part(Map<String, NDArray> arrays) {
    return out -> {
      OutputStream buffered = new BufferedOutputStream(out, BUFFER_BYTES);
      Safetensors.write(buffered, arrays, Map.of());
      buffered.flush();
    };
  }

  /**
   * Values of a network from a checkpoint, names and shapes exactly those of its table.
   *
   * @param file name within the checkpoint, as {@code generator.safetensors}
   * @throws ImpossibleException when it has no such file or other tensors
   */
  public static Weights load(
      StoredCheckpoint checkpoint, String file, ParameterTable table, NDManager parent) {
    Weights loaded = read(checkpoint, file, parent);
    try (loaded) {
      // A copy in PyTorch's own aligned memory: what was read may be mapped from the file.
      return table.strict(loaded).copy(parent);
    } catch (IllegalArgumentException e) {
      throw new ImpossibleException(
          "%s of checkpoint %s: %s".formatted(file, checkpoint.manifest().id(), e.getMessage()), e);
    }
  }

  /** Tensors of a checkpoint as they are. */
  public static Weights read(StoredCheckpoint checkpoint, String file, NDManager parent) {
    if (!checkpoint.has(file)) {
      throw new ImpossibleException(
          "checkpoint %s (%s) has no %s"
              .formatted(checkpoint.manifest().id(), checkpoint.manifest().kind(), file));
    }
    try {
      return Safetensors.read(checkpoint.file(file), parent);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "can't read %s of checkpoint %s".formatted(file, checkpoint.manifest().id()), e);
    }
  }

  /** SHA-256 of the values as they would be stored. */
  public static String digest(Weights weights) {
    return Digests.ofContent(part(weights.asMap()));
  }
}

package io.chiral.networks.weights;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Named tensors in the safetensors format. The writer is deterministic: equal tensors in equal
 * order give equal bytes. The reader takes tensors one by one, so a file may exceed 2 GiB, a tensor
 * not.
 */
public final class Safetensors {

  private Safetensors() {}

  /**
   * Opens a file.
   *
   * @throws IOException if the file is not sound; says what is wrong and where
   */
  public static TensorFile open(Path file) throws IOException {
    return SafetensorsFile.open(file);
  }

  /**
   * Reads all tensors, in the header's order, into a sub-manager of {@code parent}.
   *
   * @throws IOException if the file is not sound; says what is wrong and where
   */
  public static Weights read(Path file, NDManager parent) throws IOException {
    try (TensorFile opened = open(file)) {
      return opened.load(parent);
    }
  }

  /** The {@code __metadata__} of a file. */
  public static Map<String, String> metadata(Path file) throws IOException {
    try (SafetensorsFile opened = SafetensorsFile.open(file)) {
      return opened.metadata();
    }
  }

  public static void write(Path file, Weights weights, Map<String, String> metadata)
      throws IOException {
    write(file, weights.asMap(), metadata);
  }

  /** Writes the tensors in the map's order. */
  public static void write(Path file, Map<String, NDArray> arrays, Map<String, String> metadata)
      throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      write(out, arrays, metadata);
    }
  }

  /** Writes the tensors in the map's order; leaves the stream open. */
  public static void write(
      OutputStream out, Map<String, NDArray> arrays, Map<String, String> metadata)
      throws IOException {
    List<StoredTensor> tensors = new ArrayList<>();
    arrays.forEach((name, array) -> tensors.add(StoredTensor.of(name, array)));
    write(out, tensors, metadata);
  }

  /** Writes the tensors in the list's order, one at a time; leaves the stream open. */
  public static void write(
      OutputStream out, List<StoredTensor> tensors, Map<String, String> metadata)
      throws IOException {
    out.write(SafetensorsHeader.of(tensors, metadata).encode());
    WritableByteChannel channel = Channels.newChannel(out);
    for (StoredTensor tensor : tensors) {
      ByteBuffer bytes = tensor.elements().read();
      if (bytes.remaining() != tensor.bytes()) {
        throw new IOException(
            "%s has %d bytes, its shape asks for %d"
                .formatted(tensor.name(), bytes.remaining(), tensor.bytes()));
      }
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }
  }
}

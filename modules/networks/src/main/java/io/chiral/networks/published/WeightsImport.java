package io.chiral.networks.published;

import io.chiral.networks.weights.ParameterTable;
import io.chiral.networks.weights.StoredTensor;
import io.chiral.networks.weights.TensorFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** Brings a published file into a weights folder, by the network's own names. */
public final class WeightsImport {

  private WeightsImport() {}

  /**
   * Imports a file. What was installed before under the entry's id stays until all is well.
   *
   * @param source where the file came from, for the receipt
   * @throws IOException if the file can't be read, is damaged, or its pickle asks for what it may
   *     not
   * @throws IllegalArgumentException if its tensors don't fill the network's table; shows the first
   *     ten differences by name
   */
  public static Receipt run(
      Path file, Entry entry, WeightsFolder folder, String source, Instant when)
      throws IOException {
    String sha256 = Hashing.of(file);
    try (TensorFile tensors = WeightsFile.open(file, entry.wrapped())) {
      ParameterTable table = Tables.of(entry);
      List<StoredTensor> translated = new KeyTable(entry).apply(tensors, table);
      return folder.install(entry, translated, table.count(), source, sha256, when.toString());
    }
  }

  /** SHA-256 of a file in hex. */
  public static String digest(Path file) throws IOException {
    return Hashing.of(file);
  }
}

package io.chiral.networks.published;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.chiral.networks.backbone.PublishedNames;
import io.chiral.networks.weights.KeyTable;
import io.chiral.networks.weights.ParameterTable;
import io.chiral.networks.weights.TensorFile;
import io.chiral.networks.weights.Weights;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
    try (TensorFile tensors = WeightsFile.open(file, entry.wrapped());
        NDManager manager = NDManager.newBaseManager("PyTorch")) {
      ParameterTable table = Tables.of(entry);
      Weights found = float32(tensors.load(wanted(entry, tensors), manager));
      List<KeyTable> names =
          entry.backbone() == null ? List.of() : PublishedNames.of(entry.backbone());
      Weights official = KeyTable.official(table, names, found);
      official.trainable().forEach(WeightsImport::requireReal);
      return folder.install(entry, official, table.count(), source, sha256, when.toString());
    }
  }

  private static Set<String> wanted(Entry entry, TensorFile tensors) {
    Set<String> wanted = new LinkedHashSet<>(tensors.names());
    wanted.removeIf(name -> entry.drop().stream().anyMatch(name::matches));
    return wanted;
  }

  /** Real numbers as float32, others as they are. */
  private static Weights float32(Weights weights) {
    Map<String, NDArray> converted = new LinkedHashMap<>();
    weights
        .asMap()
        .forEach(
            (name, array) -> {
              boolean real = array.getDataType().isFloating();
              converted.put(name, real ? array.toType(DataType.FLOAT32, false) : array);
            });
    return Weights.of(weights.manager(), converted);
  }

  private static void requireReal(String name, NDArray array) {
    if (!array.getDataType().isFloating()) {
      throw new IllegalArgumentException(
          "%s holds %s, expected real numbers".formatted(name, array.getDataType()));
    }
  }

  /** SHA-256 of a file in hex. */
  public static String digest(Path file) throws IOException {
    return Hashing.of(file);
  }
}

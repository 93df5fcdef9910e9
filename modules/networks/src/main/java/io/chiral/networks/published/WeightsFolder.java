package io.chiral.networks.published;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.chiral.networks.weights.ParameterTable;
import io.chiral.networks.weights.Safetensors;
import io.chiral.networks.weights.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Imported weights in a folder, {@code ID.safetensors} each.
 *
 * @param directory need not exist: then nothing is installed
 */
public record WeightsFolder(Path directory) {

  /** Whether weights of that catalogue id are installed. */
  public boolean has(String id) {
    return Files.isRegularFile(file(id));
  }

  /**
   * The table's tensors of installed weights, in a sub-manager of {@code parent}. A network that is
   * cut takes its part of the whole.
   *
   * @throws AbsentWeightsException if they aren't installed; says how to get them
   * @throws IllegalArgumentException if tensors are missing or of other shapes
   */
  public Weights load(String id, ParameterTable table, NDManager parent) {
    if (!has(id)) {
      throw new AbsentWeightsException(id, directory);
    }
    NDManager manager = parent.newSubManager();
    try (Weights all = Safetensors.read(file(id), manager)) {
      Map<String, NDArray> wanted = new LinkedHashMap<>();
      all.asMap()
          .forEach(
              (name, array) -> {
                if (table.names().contains(name)) {
                  array.attach(manager);
                  wanted.put(name, array);
                }
              });
      return table.strict(Weights.of(manager, wanted));
    } catch (IOException e) {
      manager.close();
      throw new IllegalArgumentException("weights %s: %s".formatted(id, e.getMessage()), e);
    } catch (IllegalArgumentException e) {
      manager.close();
      throw e;
    }
  }

  private Path file(String id) {
    return directory.resolve(id + ".safetensors");
  }
}

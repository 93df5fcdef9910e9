package io.chiral.networks.published;

import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.chiral.networks.weights.ParameterTable;
import io.chiral.networks.weights.Safetensors;
import io.chiral.networks.weights.TensorFile;
import io.chiral.networks.weights.Weights;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Imported weights in a folder: {@code ID.safetensors}, by the networks' own names, and {@code
 * ID.json}, its {@link Receipt}.
 *
 * @param directory need not exist: then nothing is installed
 */
public record WeightsFolder(Path directory) {

  private static final ObjectMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  /** Whether weights of that catalogue id are installed. */
  public boolean has(String id) {
    return Files.isRegularFile(file(id));
  }

  /**
   * The table's tensors of installed weights, in a sub-manager of {@code parent}. A network that is
   * cut takes its part of the whole; the rest is not read.
   *
   * @throws AbsentWeightsException if they aren't installed; says how to get them
   * @throws IllegalArgumentException if tensors are missing or of other shapes, or the file is
   *     damaged; says which
   */
  public Weights load(String id, ParameterTable table, NDManager parent) {
    if (!has(id)) {
      throw new AbsentWeightsException(id, directory);
    }
    try (TensorFile file = Safetensors.open(file(id))) {
      Set<String> wanted = new LinkedHashSet<>(table.names());
      wanted.retainAll(file.names());
      Weights loaded = file.load(wanted, parent);
      try {
        return table.strict(loaded);
      } catch (IllegalArgumentException e) {
        loaded.close();
        throw new IllegalArgumentException("weights %s: %s".formatted(id, e.getMessage()), e);
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("weights %s: %s".formatted(id, e.getMessage()), e);
    }
  }

  /**
   * SHA-256 of installed weights in hex, for manifests and protocols.
   *
   * @throws AbsentWeightsException if they aren't installed
   */
  public String digest(String id) {
    if (!has(id)) {
      throw new AbsentWeightsException(id, directory);
    }
    return receipt(id).map(Receipt::sha256).orElseGet(() -> digestOfFile(id));
  }

  /** What installed weights were made from; empty: not installed, or nobody wrote it down. */
  public Optional<Receipt> receipt(String id) {
    Path json = directory.resolve(id + ".json");
    if (!has(id) || !Files.isRegularFile(json)) {
      return Optional.empty();
    }
    try {
      return Optional.of(JSON.readValue(json.toFile(), Receipt.class));
    } catch (IOException e) {
      throw new UncheckedIOException("%s is not a receipt".formatted(json), e);
    }
  }

  /**
   * Reads installed weights again.
   *
   * @throws AbsentWeightsException if they aren't installed
   * @throws IllegalArgumentException if they are not what was imported, or fill no longer the
   *     network's table
   */
  public void verify(Entry entry) {
    String expected = digest(entry.id());
    String found = digestOfFile(entry.id());
    if (!found.equals(expected)) {
      throw new IllegalArgumentException(
          "weights %s: %s has sha256 %s, it was imported as %s; import it again"
              .formatted(entry.id(), file(entry.id()), found, expected));
    }
    try (TensorFile file = Safetensors.open(file(entry.id()))) {
      Tables.of(entry).require(file.shapes());
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "weights %s: %s; import it again".formatted(entry.id(), e.getMessage()), e);
    }
  }

  private String digestOfFile(String id) {
    try {
      return Hashing.of(file(id));
    } catch (IOException e) {
      throw new UncheckedIOException("can't read " + file(id), e);
    }
  }

  /** Installs tensors under an entry's id: all or nothing, also for whoever reads meanwhile. */
  Receipt install(
      Entry entry,
      Weights tensors,
      long parameters,
      String source,
      String sourceSha256,
      String when)
      throws IOException {
    Files.createDirectories(directory);
    Path building = Files.createTempFile(directory, entry.id() + ".", ".unfinished");
    Path receiving = Files.createTempFile(directory, entry.id() + ".", ".unfinished");
    try {
      String sha256;
      try (DigestOutputStream out =
          Hashing.passing(new BufferedOutputStream(Files.newOutputStream(building)))) {
        Safetensors.write(
            out, tensors.asMap(), Map.of("id", entry.id(), "licence", entry.licence()));
        sha256 = Hashing.digest(out);
      }
      Receipt receipt =
          new Receipt(
              entry.id(),
              source,
              sourceSha256,
              sha256,
              Files.size(building),
              tensors.names().size(),
              parameters,
              when);
      JSON.writerWithDefaultPrettyPrinter().writeValue(receiving.toFile(), receipt);
      Files.deleteIfExists(directory.resolve(entry.id() + ".json"));
      Files.move(building, file(entry.id()), StandardCopyOption.ATOMIC_MOVE);
      Files.move(
          receiving, directory.resolve(entry.id() + ".json"), StandardCopyOption.ATOMIC_MOVE);
      return receipt;
    } finally {
      Files.deleteIfExists(building);
      Files.deleteIfExists(receiving);
    }
  }

  private Path file(String id) {
    return directory.resolve(id + ".safetensors");
  }
}

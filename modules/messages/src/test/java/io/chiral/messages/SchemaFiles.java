package io.chiral.messages;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The folder {@code schemas/} at the top of the repository. */
final class SchemaFiles {

  static final Path FOLDER = Path.of("..", "..", "schemas");
  private static final ObjectMapper JSON = new ObjectMapper();

  private SchemaFiles() {}

  /** All schemas. */
  static List<Path> schemas() {
    return in(FOLDER, ".schema.json");
  }

  /** Examples of a type, by name. */
  static List<Path> examples(MessageType type) {
    return in(
        FOLDER.resolve("examples").resolve(type.schemaFile().replace(".schema.json", "")), ".json");
  }

  static JsonNode json(Path file) {
    return json(bytes(file));
  }

  static JsonNode json(byte[] bytes) {
    try {
      return JSON.readTree(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> in(Path folder, String ending) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

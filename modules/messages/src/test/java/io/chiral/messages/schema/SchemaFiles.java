package io.chiral.messages.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.chiral.messages.MessageType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The folder {@code schemas/} at the top of the repository. */
public final class SchemaFiles {

  private static final Path FOLDER = Path.of("..", "..", "schemas");
  private static final String SCHEMA = ".schema.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  private SchemaFiles() {}

  /** All schemas. */
  public static List<Path> schemas() {
    return in(FOLDER, SCHEMA);
  }

  /** All folders of examples. */
  public static List<Path> exampleFolders() {
    return in(FOLDER.resolve("examples"), "");
  }

  /** Examples of a type, by name. */
  public static List<Path> examples(MessageType type) {
    return in(FOLDER.resolve("examples").resolve(folder(type)), ".json");
  }

  /** Name of the folder that holds a type's examples. */
  public static String folder(MessageType type) {
    return type.schemaFile().replace(SCHEMA, "");
  }

  public static JsonNode json(Path file) {
    return json(bytes(file));
  }

  public static JsonNode json(byte[] bytes) {
    try {
      return JSON.readTree(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static byte[] bytes(Path file) {
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

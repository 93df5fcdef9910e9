package io.chiral.messages.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaId;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import io.chiral.messages.MessageType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The schemas themselves: valid, named after their files, described, bounded, strict. */
class SchemasTest {

  private static final JsonSchema METASCHEMA =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
          .getSchema(SchemaLocation.of(SchemaId.V202012));

  static List<Path> schemas() {
    return SchemaFiles.schemas();
  }

  /** What a stranger's document can reach. */
  static List<Path> strangersSchemas() {
    Set<String> files =
        Stream.concat(
                Stream.of("common.schema.json", "spec.schema.json"),
                MessageType.ofRole(MessageType.Role.COMMAND).stream().map(MessageType::schemaFile))
            .collect(Collectors.toSet());
    return schemas().stream().filter(file -> files.contains(name(file))).toList();
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void aSchemaIsValid(Path file) {
    assertThat(METASCHEMA.validate(SchemaFiles.json(file))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void aSchemaIsNamedAfterItsFile(Path file) {
    String id = SchemaFiles.json(file).path("$id").asText();
    assertThat(id).isEqualTo("urn:chiral:" + name(file).replace(".schema.json", "") + ":v1");
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void everyPropertyIsDescribed(Path file) {
    for (JsonNode schema : everySchemaIn(SchemaFiles.json(file))) {
      if (schema.has("type") && schema.has("properties")) {
        assertThat(schema.path("title").asText()).as("title of %s", schema).isNotEmpty();
        assertThat(schema.path("description").asText()).as("of %s", schema).isNotEmpty();
        schema
            .path("properties")
            .forEach(property -> assertThat(property.path("description").asText()).isNotEmpty());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("strangersSchemas")
  void whatStrangersSendIsBounded(Path file) {
    for (JsonNode schema : everySchemaIn(SchemaFiles.json(file))) {
      switch (schema.path("enum").isArray() ? "enum" : schema.path("type").asText()) {
        case "integer", "number" -> {
          assertThat(schema.has("minimum") || schema.has("exclusiveMinimum"))
              .as("lower bound of %s", schema)
              .isTrue();
          assertThat(schema.has("maximum") || schema.has("exclusiveMaximum"))
              .as("upper bound of %s", schema)
              .isTrue();
        }
        case "string" ->
            assertThat(schema.has("maxLength") || schema.path("pattern").asText().endsWith("}$"))
                .as("length of %s", schema)
                .isTrue();
        case "array" -> assertThat(schema.has("maxItems")).as("length of %s", schema).isTrue();
        default -> {}
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void commandsAreStrictAndAllElseIsLenient(MessageType type) {
    JsonNode schema = SchemaFiles.json(Path.of("..", "..", "schemas").resolve(type.schemaFile()));
    boolean closed = schema.has("additionalProperties");
    assertThat(closed).isEqualTo(type.strict());
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }

  private static List<JsonNode> everySchemaIn(JsonNode node) {
    List<JsonNode> found = new ArrayList<>();
    if (node.isObject()) {
      found.add(node);
    }
    node.forEach(child -> found.addAll(everySchemaIn(child)));
    return found;
  }
}

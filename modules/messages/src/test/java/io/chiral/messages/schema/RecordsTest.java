package io.chiral.messages.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.databind.JsonNode;
import io.chiral.messages.MessageType;
import io.chiral.messages.schema.Schemas.Located;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Records and schemas say the same: names in the same order, the same types, and required is what
 * is neither nullable nor defaulted.
 */
class RecordsTest {

  private static final Schemas SCHEMAS =
      Schemas.load(
          SchemaFiles.schemas().stream().map(file -> file.getFileName().toString()).toList());

  @ParameterizedTest
  @EnumSource
  void aRecordIsWhatItsSchemaSays(MessageType type) {
    compare(type.recordClass(), SCHEMAS.document(type.schemaId()), type.schemaFile());
  }

  private static void compare(Type type, Located schema, String path) {
    JsonNode node = schema.node();
    if (node.has("$ref")) {
      compare(type, SCHEMAS.resolve(node.get("$ref").textValue(), schema.base()), path);
    } else if (type instanceof ParameterizedType generic) {
      compareGeneric(generic, schema, path);
    } else if (type instanceof Class<?> plain && plain.isRecord()) {
      compareRecord(plain, schema, path);
    } else if (type instanceof Class<?> plain && plain.isSealed()) {
      compareSealed(plain, schema, path);
    } else if (type instanceof Class<?> plain && plain.isEnum()) {
      assertThat(strings(node.path("enum"))).as(path).isNotEmpty().isSubsetOf(kebabs(plain));
    } else if (!node.has("enum") && !node.has("const")) {
      assertThat(strings(node.path("type"))).as(path).contains(jsonType((Class<?>) type));
    }
  }

  private static void compareGeneric(ParameterizedType type, Located schema, String path) {
    boolean list = type.getRawType().equals(List.class);
    assertThat(schema.node().path("type").asText()).as(path).isEqualTo(list ? "array" : "object");
    Type[] arguments = type.getActualTypeArguments();
    JsonNode inner = schema.node().path(list ? "items" : "additionalProperties");
    if (inner.isObject()) {
      compare(arguments[arguments.length - 1], new Located(inner, schema.base()), path + "/*");
    } else {
      assertThat(type.getRawType()).as(path).isEqualTo(Map.class);
    }
  }

  private static void compareRecord(Class<?> type, Located schema, String path) {
    JsonNode properties = schema.node().path("properties");
    List<String> names = new ArrayList<>();
    List<String> required = new ArrayList<>();
    boolean discriminated = properties.path("kind").has("const");
    if (discriminated) {
      names.add("kind");
    }
    for (RecordComponent component : type.getRecordComponents()) {
      JsonNode property = properties.path(component.getName());
      names.add(component.getName());
      if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)
          && !property.has("default")) {
        required.add(component.getName());
      }
    }
    List<String> inSchema = new ArrayList<>();
    properties.fieldNames().forEachRemaining(inSchema::add);
    assertThat(inSchema).as(path).isEqualTo(names);
    assertThat(strings(schema.node().path("required")))
        .as("required of %s", path)
        .containsExactlyInAnyOrderElementsOf(required);
    for (RecordComponent component : type.getRecordComponents()) {
      compare(
          component.getGenericType(),
          new Located(properties.path(component.getName()), schema.base()),
          path + "/" + component.getName());
    }
  }

  private static void compareSealed(Class<?> type, Located schema, String path) {
    List<String> kinds = strings(schema.node().path("properties").path("kind").path("enum"));
    JsonSubTypes.Type[] subtypes = type.getAnnotation(JsonSubTypes.class).value();
    assertThat(Arrays.stream(subtypes).map(JsonSubTypes.Type::name).toList()).isEqualTo(kinds);
    for (int i = 0; i < subtypes.length; i++) {
      JsonNode branch = schema.node().path("allOf").path(i);
      assertThat(branch.at("/if/properties/kind/const").asText()).isEqualTo(kinds.get(i));
      compare(subtypes[i].value(), new Located(branch.path("then"), schema.base()), path + "/" + i);
    }
  }

  private static List<String> kebabs(Class<?> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(constant -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-'))
        .toList();
  }

  private static String jsonType(Class<?> type) {
    if (type == int.class || type == long.class || type == Integer.class || type == Long.class) {
      return "integer";
    }
    if (type == double.class || type == Double.class) {
      return "number";
    }
    if (type == boolean.class || type == Boolean.class) {
      return "boolean";
    }
    if (type == String.class || type == Instant.class) {
      return "string";
    }
    throw new AssertionError("no JSON type is agreed for " + type);
  }

  private static List<String> strings(JsonNode node) {
    List<String> strings = new ArrayList<>();
    if (node.isArray()) {
      node.forEach(item -> strings.add(item.asText()));
    } else if (node.isTextual()) {
      strings.add(node.asText());
    }
    return strings;
  }
}

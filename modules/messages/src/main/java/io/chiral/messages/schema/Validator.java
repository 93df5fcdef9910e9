package io.chiral.messages.schema;

import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.resource.DisallowSchemaLoader;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;

/** Checks documents against one schema. Thread-safe. */
public final class Validator {

  private final JsonSchema schema;
  private final Wording wording;

  /**
   * Compiles a schema with all that it refers to.
   *
   * @param schemaId its {@code $id}
   */
  public Validator(Schemas schemas, String schemaId) {
    JsonSchemaFactory factory =
        JsonSchemaFactory.getInstance(
            SpecVersion.VersionFlag.V202012,
            builder ->
                builder.schemaLoaders(
                    loaders ->
                        loaders.schemas(schemas.texts()).add(DisallowSchemaLoader.getInstance())));
    SchemaValidatorsConfig config =
        SchemaValidatorsConfig.builder()
            .pathType(PathType.JSON_POINTER)
            .locale(Locale.ENGLISH)
            .build();
    this.schema = factory.getSchema(SchemaLocation.of(schemaId), config);
    this.schema.initializeValidators();
    this.wording = new Wording(schemas);
  }

  /**
   * What is wrong with a document: unknown fields first (a mistyped name also looks like a missing
   * one), then as they stand in the schema, one a place. Empty: nothing.
   */
  public List<Violation> check(JsonNode document) {
    return schema.validate(document).stream()
        .sorted(Comparator.comparing(broken -> !broken.getType().equals("additionalProperties")))
        .map(wording::of)
        .collect(toMap(Violation::place, each -> each, (first, next) -> first, LinkedHashMap::new))
        .values()
        .stream()
        .toList();
  }
}

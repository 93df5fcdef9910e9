package io.chiral.messages.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.chiral.messages.schema.Schemas.Located;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Fills in what a document leaves out and its schema has a {@code default} for. Understands what
 * our schemas use: {@code $ref}, {@code properties}, {@code items}, {@code allOf}, and {@code
 * if}/{@code then}/{@code else} on required constants.
 */
public final class Defaults {

  private final Schemas schemas;

  /** Whether a schema has any default; those of most of our records have none. */
  private final Map<String, Boolean> any = new ConcurrentHashMap<>();

  public Defaults(Schemas schemas) {
    this.schemas = schemas;
  }

  /**
   * Completes a document in place.
   *
   * @param schemaId {@code $id} of its schema
   */
  public void fill(JsonNode document, String schemaId) {
    Located schema = schemas.document(schemaId);
    if (any.computeIfAbsent(schemaId, id -> hasDefault(schema, new HashSet<>()))) {
      fill(document, schema);
    }
  }

  private boolean hasDefault(Located schema, Set<String> seen) {
    JsonNode reference = schema.node().get("$ref");
    if (reference != null && reference.isTextual() && seen.add(schema.base() + reference)) {
      return hasDefault(schemas.resolve(reference.textValue(), schema.base()), seen);
    }
    boolean found = schema.node().has("default");
    for (Iterator<JsonNode> parts = schema.node().elements(); !found && parts.hasNext(); ) {
      found = hasDefault(new Located(parts.next(), schema.base()), seen);
    }
    return found;
  }

  private void fill(JsonNode value, Located schema) {
    JsonNode node = schema.node();
    String base = schema.base();
    if (node.has("$ref")) {
      fill(value, schemas.resolve(node.get("$ref").textValue(), base));
    }
    if (value instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> property : node.path("properties").properties()) {
        fillProperty(object, property.getKey(), new Located(property.getValue(), base));
      }
    }
    if (value.isArray() && node.has("items")) {
      value.forEach(item -> fill(item, new Located(node.get("items"), base)));
    }
    node.path("allOf").forEach(part -> fill(value, new Located(part, base)));
    if (node.has("if")) {
      String branch = holds(node.get("if"), value) ? "then" : "else";
      fill(value, new Located(node.path(branch), base));
    }
  }

  private void fillProperty(ObjectNode object, String name, Located schema) {
    JsonNode byDefault = schema.node().path("default");
    if (!object.has(name) && !byDefault.isMissingNode()) {
      object.set(name, byDefault.deepCopy());
    }
    if (object.has(name)) {
      fill(object.get(name), schema);
    }
  }

  private static boolean holds(JsonNode condition, JsonNode value) {
    for (JsonNode name : condition.path("required")) {
      if (!value.has(name.textValue())) {
        return false;
      }
    }
    for (Map.Entry<String, JsonNode> property : condition.path("properties").properties()) {
      if (!property.getValue().path("const").equals(value.path(property.getKey()))) {
        return false;
      }
    }
    return true;
  }
}

package io.chiral.messages.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import com.networknt.schema.ValidationMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;

/** Says in words which rule of a schema a value breaks. */
final class Wording {

  private static final int SHOWN = 60;

  private final Schemas schemas;

  Wording(Schemas schemas) {
    this.schemas = schemas;
  }

  Violation of(ValidationMessage broken) {
    String at = broken.getInstanceLocation().toString();
    JsonNode value = broken.getInstanceNode();
    JsonNode rule = broken.getSchemaNode();
    return switch (broken.getType()) {
      case "additionalProperties" -> unknown(at, broken);
      case "required" ->
          new Violation(child(at, broken.getProperty()), "is missing" + explained(broken));
      case "false" -> new Violation(at, "is not allowed here; leave it out");
      case "type" -> new Violation(at, typed(value, rule));
      case "enum" -> new Violation(at, shown(value) + oneOf(value, rule));
      case "const" -> new Violation(at, shown(value) + " must be " + shown(rule));
      case "minimum" -> new Violation(at, shown(value) + " must be at least " + rule);
      case "maximum" -> new Violation(at, shown(value) + " must be at most " + rule);
      case "exclusiveMinimum" -> new Violation(at, shown(value) + " must be more than " + rule);
      case "exclusiveMaximum" -> new Violation(at, shown(value) + " must be less than " + rule);
      case "minItems" -> new Violation(at, counted(value, "at least", rule));
      case "maxItems" -> new Violation(at, counted(value, "at most", rule));
      case "minLength" -> new Violation(at, "must have at least " + rule + " characters");
      case "maxLength" ->
          new Violation(
              at,
              "has " + value.asText().length() + " characters, at most " + rule + " are allowed");
      case "uniqueItems" -> new Violation(at, "names an entry twice");
      case "pattern" -> new Violation(at, shown(value) + " must match " + rule.asText());
      default -> new Violation(at, shown(value) + ": " + broken.getError());
    };
  }

  private Violation unknown(String at, ValidationMessage broken) {
    String name = broken.getProperty();
    List<String> known = new ArrayList<>();
    enclosing(broken).path("properties").fieldNames().forEachRemaining(known::add);
    List<String> near = Nearest.names(name, known, 1);
    String hint =
        near.isEmpty()
            ? "known are " + String.join(", ", known)
            : "did you mean '" + near.get(0) + "'?";
    return new Violation(child(at, name), "unknown field; " + hint);
  }

  private String explained(ValidationMessage broken) {
    JsonNode property = enclosing(broken).path("properties").path(broken.getProperty());
    String description = property.path("description").asText();
    return description.isEmpty() ? "" : " (" + description.replaceAll("\\.$", "") + ")";
  }

  /** The schema that the broken keyword stands in. */
  private JsonNode enclosing(ValidationMessage broken) {
    String id = broken.getSchemaLocation().getAbsoluteIri().toString();
    String fragment = broken.getSchemaLocation().getFragment().toString();
    int keyword = fragment.lastIndexOf('/');
    return schemas.document(id).node().at(fragment.substring(0, Math.max(keyword, 0)));
  }

  private static String typed(JsonNode value, JsonNode rule) {
    if (value.isNull()) {
      return "null must be " + article(rule.asText()) + "; leave an optional field out";
    }
    return shown(value) + " is " + article(kind(value)) + ", must be " + article(rule.asText());
  }

  private static String kind(JsonNode value) {
    return value.getNodeType() == JsonNodeType.NUMBER && !value.isIntegralNumber()
        ? "fraction"
        : value.getNodeType().name().toLowerCase(Locale.ROOT);
  }

  private static String article(String noun) {
    return ("aeiou".indexOf(noun.charAt(0)) >= 0 ? "an " : "a ") + noun;
  }

  private static String oneOf(JsonNode value, JsonNode rule) {
    List<String> known =
        StreamSupport.stream(rule.spliterator(), false).map(JsonNode::asText).toList();
    List<String> near =
        value.isTextual() ? Nearest.names(value.textValue(), known, 1) : List.<String>of();
    String hint = near.isEmpty() ? "" : "; did you mean '" + near.get(0) + "'?";
    return " must be one of " + String.join(", ", known) + hint;
  }

  private static String counted(JsonNode value, String bound, JsonNode rule) {
    return "has %d entries, %s %s must be given".formatted(value.size(), bound, rule);
  }

  /** A value as it stands in the document, shortened. */
  private static String shown(JsonNode value) {
    String text = value.toString();
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }

  private static String child(String at, String name) {
    return at + "/" + name.replace("~", "~0").replace("/", "~1");
  }
}

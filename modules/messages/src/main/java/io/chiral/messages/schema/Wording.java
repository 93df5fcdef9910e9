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
    if (value.isDouble() && Double.isInfinite(value.doubleValue())) {
      return new Violation(at, "is a number beyond range");
    }
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
      case "minItems" -> new Violation(at, counted(value, "at least " + rule + " must be given"));
      case "maxItems" -> new Violation(at, counted(value, "at most " + rule + " are allowed"));
      case "minLength" -> new Violation(at, "must have at least " + rule + " characters");
      case "maxLength" ->
          new Violation(
              at, "has %d characters, at most %s are allowed".formatted(letters(value), rule));
      case "uniqueItems" -> new Violation(at, "names an entry twice");
      case "pattern" ->
          new Violation(
              at,
              shown(value)
                  + " must match "
                  + rule.asText()
                  + sentence(enclosing(broken).path("description").asText()));
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

  /** What the schema says of a missing property; a conditional rule leaves that to its parent. */
  private String explained(ValidationMessage broken) {
    String property = "properties/" + broken.getProperty() + "/description";
    String schema = pointer(broken);
    JsonNode document = document(broken);
    String here = document.at(schema + "/" + property).asText();
    return here.isEmpty()
        ? sentence(document.at(parent(schema) + "/" + property).asText())
        : sentence(here);
  }

  /** The schema that the broken keyword stands in. */
  private JsonNode enclosing(ValidationMessage broken) {
    return document(broken).at(pointer(broken));
  }

  private JsonNode document(ValidationMessage broken) {
    return schemas.document(broken.getSchemaLocation().getAbsoluteIri().toString()).node();
  }

  private static String pointer(ValidationMessage broken) {
    return parent(broken.getSchemaLocation().getFragment().toString());
  }

  private static String parent(String pointer) {
    return pointer.substring(0, Math.max(pointer.lastIndexOf('/'), 0));
  }

  /** The first sentence of a description, in parentheses. */
  private static String sentence(String description) {
    int end = description.indexOf(". ");
    String first = end < 0 ? description.replaceAll("\\.$", "") : description.substring(0, end);
    return first.isEmpty() ? "" : " (" + first + ")";
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

  private static String counted(JsonNode value, String rule) {
    return "has %d entries, %s".formatted(value.size(), rule);
  }

  /** A value as it stands in the document, shortened. */
  private static String shown(JsonNode value) {
    String text = value.toString();
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }

  private static int letters(JsonNode text) {
    return text.asText().codePointCount(0, text.asText().length());
  }

  private static String child(String at, String name) {
    return at + "/" + name.replace("~", "~0").replace("/", "~1");
  }
}

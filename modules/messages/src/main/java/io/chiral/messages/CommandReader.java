package io.chiral.messages;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.chiral.messages.CommandReading.Accepted;
import io.chiral.messages.CommandReading.Refused;
import io.chiral.messages.command.Command;
import io.chiral.messages.schema.Nearest;
import io.chiral.messages.schema.Validator;
import io.chiral.messages.schema.Violation;
import io.chiral.messages.state.Rejection;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads what strangers send, strictly: nothing that it lets through breaks the command's schema,
 * and what it does not let through is answered, never thrown. Thread-safe.
 */
public final class CommandReader {

  /** A larger body is refused unread. */
  public static final int MAX_BYTES = Topics.MAX_RECORD_BYTES;

  private static final int SHOWN_VIOLATIONS = 5;
  private static final int SHOWN_LETTERS = 100;

  /** Jackson names its own settings and where it reads from, which helps no producer. */
  private static final Pattern JACKSON =
      Pattern.compile(
          " ?\\((start marker )?at \\[Source: [^\\]]*\\]\\)|, from `[^`]*`|: enable `[^`]*` to allow");

  private final Codec codec;
  private final JsonMapper parser = Mappers.strangers();
  private final Map<MessageType, Validator> validators;

  public CommandReader(Codec codec) {
    this.codec = codec;
    this.validators =
        MessageType.ofRole(MessageType.Role.COMMAND).stream()
            .collect(toMap(type -> type, type -> new Validator(codec.schemas(), type.schemaId())));
  }

  /**
   * Reads one command.
   *
   * @param typeName its CloudEvents type; null: it had none
   * @param body its JSON in UTF-8; null: it had none
   */
  public CommandReading read(@Nullable String typeName, byte @Nullable [] body) {
    MessageType type = typeName == null ? null : MessageType.named(typeName);
    Validator validator = type == null ? null : validators.get(type);
    if (type == null || validator == null) {
      return unknownType(typeName);
    }
    if (body == null || body.length == 0) {
      return malformed("the body is empty; send a JSON object");
    }
    if (body.length > MAX_BYTES) {
      return malformed(
          "the body has %d bytes, at most %d are allowed".formatted(body.length, MAX_BYTES));
    }
    try {
      JsonNode document = parser.readTree(body);
      List<Violation> violations = validator.check(document);
      return violations.isEmpty() ? accepted(type, document) : invalid(violations);
    } catch (JsonProcessingException e) {
      return malformed(located(e));
    } catch (IOException e) {
      return malformed("the body can't be decoded: " + e.getMessage());
    }
  }

  /**
   * Every place of a refused body that breaks the command's schema, for whoever can show more than
   * a message; none where that is not what it was refused for.
   */
  public List<Violation> violations(MessageType type, byte[] body) {
    Validator validator = validators.get(type);
    if (validator == null || body.length > MAX_BYTES) {
      return List.of();
    }
    try {
      return validator.check(parser.readTree(body));
    } catch (IOException notJson) {
      return List.of();
    }
  }

  private CommandReading accepted(MessageType type, JsonNode document) {
    try {
      Command command = (Command) codec.bind(type, document);
      return new Accepted(type, command, codec.digest(command));
    } catch (UnreadableMessageException e) {
      // A rule that a record knows and its schema can't say.
      return new Refused(Rejection.Code.INVALID, String.valueOf(e.getMessage()), null);
    }
  }

  private static Refused invalid(List<Violation> violations) {
    String shown =
        violations.stream().limit(SHOWN_VIOLATIONS).map(CommandReader::line).collect(joining("\n"));
    int more = violations.size() - SHOWN_VIOLATIONS;
    return new Refused(
        Rejection.Code.INVALID,
        more > 0 ? shown + "\nand %d more".formatted(more) : shown,
        violations.get(0).place());
  }

  private static String line(Violation violation) {
    String place = violation.place().isEmpty() ? "the body" : violation.place();
    return place + ": " + violation.message();
  }

  private static Refused malformed(String message) {
    return new Refused(Rejection.Code.MALFORMED, message, null);
  }

  private static Refused unknownType(@Nullable String typeName) {
    List<String> known =
        MessageType.ofRole(MessageType.Role.COMMAND).stream().map(MessageType::typeName).toList();
    if (typeName == null) {
      return malformed(
          "no CloudEvents type; send the header ce_type, one of " + String.join(", ", known));
    }
    String shown = typeName.substring(0, Math.min(typeName.length(), SHOWN_LETTERS));
    List<String> near = Nearest.names(shown, known, 2);
    String hint =
        near.isEmpty()
            ? "known are " + String.join(", ", known)
            : "did you mean " + String.join(" or ", near) + "?";
    return new Refused(
        Rejection.Code.UNKNOWN_TYPE, "'%s' is no command; %s".formatted(shown, hint), null);
  }

  private static String located(JsonProcessingException e) {
    String problem =
        e instanceof MismatchedInputException
            ? "something follows the end of the document"
            : JACKSON.matcher(e.getOriginalMessage()).replaceAll("");
    JsonLocation at = e.getLocation();
    return at == null
        ? problem
        : "line %d, column %d: %s".formatted(at.getLineNr(), at.getColumnNr(), problem);
  }
}

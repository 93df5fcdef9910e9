package io.chiral.messages;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.chiral.messages.schema.Defaults;
import io.chiral.messages.schema.Schemas;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Records to bytes and back. What is written is canonical: equal records give equal bytes, on every
 * machine. Thread-safe; one is enough for a process.
 */
public final class Codec {

  private static final List<String> SHARED_SCHEMAS =
      List.of("common.schema.json", "spec.schema.json");

  private final JsonMapper mapper = Mappers.own();
  private final Schemas schemas =
      Schemas.load(
          Stream.concat(
                  SHARED_SCHEMAS.stream(),
                  Arrays.stream(MessageType.values()).map(MessageType::schemaFile))
              .toList());
  private final Defaults defaults = new Defaults(schemas);

  /**
   * The canonical JSON of a message or of a part of one.
   *
   * @throws IllegalArgumentException if it holds a number that is not finite
   */
  public byte[] write(Object message) {
    try {
      return mapper.writeValueAsBytes(message);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "a " + message.getClass().getSimpleName() + " can't be written: " + e.getMessage(), e);
    }
  }

  /** SHA-256 of the canonical JSON, in hex. */
  public String digest(Object message) {
    return Digests.sha256Hex(write(message));
  }

  /**
   * Reads a message of one of our own topics. Unknown fields are passed over and absent ones take
   * the schema's defaults, so that records of other versions can be read.
   *
   * @throws UnreadableMessageException if it is not JSON or lacks what it must have
   */
  public Record read(MessageType type, byte[] body) {
    return bind(type, parse(type.typeName(), body));
  }

  /** As {@link #read(MessageType, byte[])}, where the type is known beforehand. */
  public <T extends Record> T read(Class<T> type, byte[] body) {
    return type.cast(
        Arrays.stream(MessageType.values())
            .filter(known -> known.recordClass() == type)
            .findFirst()
            .map(known -> read(known, body))
            .orElseGet(() -> readPlain(type, body)));
  }

  /** Fills in defaults and makes the record. */
  Record bind(MessageType type, JsonNode document) {
    if (!document.isObject()) {
      throw new UnreadableMessageException(type.typeName() + " must be a JSON object", null);
    }
    defaults.fill(document, type.schemaId());
    requireAll(type, document);
    ObjectReader reader = mapper.readerFor(type.recordClass());
    try {
      return reader.readValue(document);
    } catch (IOException e) {
      throw unreadable(type.typeName(), e);
    }
  }

  /** States are exempt: those that an older version stored may lack what came later. */
  private void requireAll(MessageType type, JsonNode document) {
    if (type.role() == MessageType.Role.STATE) {
      return;
    }
    for (String name : schemas.required(type.schemaId())) {
      if (!document.hasNonNull(name)) {
        throw new UnreadableMessageException(
            "%s can't be read: '%s' is missing".formatted(type.typeName(), name), null);
      }
    }
  }

  Schemas schemas() {
    return schemas;
  }

  private JsonNode parse(String what, byte[] body) {
    try {
      return mapper.readTree(body);
    } catch (IOException e) {
      throw unreadable(what, e);
    }
  }

  /** A part of a message, such as a {@code StudySpec}: no schema of its own, so no defaults. */
  private <T> T readPlain(Class<T> type, byte[] body) {
    try {
      return mapper.readValue(body, type);
    } catch (IOException e) {
      throw unreadable(type.getSimpleName(), e);
    }
  }

  private static UnreadableMessageException unreadable(String what, IOException e) {
    return new UnreadableMessageException(what + " can't be read: " + e.getMessage(), e);
  }
}

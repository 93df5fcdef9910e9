package io.chiral.service.gateway.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.chiral.service.gateway.view.Item;
import io.chiral.service.gateway.view.Kind;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a monitor wants to see.
 *
 * @param studies study ids; null: all
 * @param kinds of items
 * @param resume token of the last frame that it has; null: begin with a snapshot
 */
record Subscription(@Nullable Set<String> studies, Set<Kind> kinds, @Nullable String resume) {

  private static final int MOST_STUDIES = 100;
  private static final Set<String> FIELDS = Set.of("type", "studies", "kinds", "resume");
  private static final ObjectMapper JSON = new ObjectMapper();

  Subscription {
    kinds = Set.copyOf(kinds);
    studies = studies == null ? null : Set.copyOf(studies);
  }

  boolean wants(Item item) {
    return kinds.contains(item.kind()) && (studies == null || studies.contains(item.study()));
  }

  /** Reads a subscribe frame, strictly. */
  static Subscription parse(String text) throws MalformedFrameException {
    JsonNode frame = tree(text);
    for (String field : (Iterable<String>) frame::fieldNames) {
      require(FIELDS.contains(field), "unknown field '%s'; known are %s", field, FIELDS);
    }
    JsonNode type = frame.path("type");
    require("subscribe".equals(type.textValue()), "type must be \"subscribe\", not %s", type);
    JsonNode resume = frame.path("resume");
    require(resume.isMissingNode() || resume.isTextual(), "resume must be a token, not %s", resume);
    return new Subscription(
        studies(frame.path("studies")), kinds(frame.path("kinds")), resume.textValue());
  }

  private static JsonNode tree(String text) throws MalformedFrameException {
    try {
      JsonNode frame = JSON.readTree(text);
      require(frame.isObject(), "a frame is a JSON object, not %s", frame.getNodeType());
      return frame;
    } catch (JsonProcessingException broken) {
      throw new MalformedFrameException("not JSON: " + broken.getOriginalMessage());
    }
  }

  private static @Nullable Set<String> studies(JsonNode studies) throws MalformedFrameException {
    if ("*".equals(studies.textValue())) {
      return null;
    }
    require(studies.isArray(), "studies must be \"*\" or a list of ids, not %s", studies);
    require(
        studies.size() <= MOST_STUDIES, "at most %s studies, not %s", MOST_STUDIES, studies.size());
    Set<String> ids = new HashSet<>();
    for (JsonNode id : studies) {
      require(id.isTextual(), "a study id is a text, not %s", id);
      ids.add(id.textValue());
    }
    return ids;
  }

  private static Set<Kind> kinds(JsonNode kinds) throws MalformedFrameException {
    require(kinds.isArray() && !kinds.isEmpty(), "kinds must be a list of names, not %s", kinds);
    Set<Kind> wanted = EnumSet.noneOf(Kind.class);
    for (JsonNode kind : kinds) {
      wanted.add(
          Kind.of(kind.asText())
              .orElseThrow(
                  () ->
                      new MalformedFrameException(
                          "unknown kind %s; known are %s"
                              .formatted(
                                  kind,
                                  List.of(Kind.values()).stream().map(Kind::wire).toList()))));
    }
    return wanted;
  }

  private static void require(boolean rule, String message, Object... values)
      throws MalformedFrameException {
    if (!rule) {
      throw new MalformedFrameException(message.formatted(values));
    }
  }
}

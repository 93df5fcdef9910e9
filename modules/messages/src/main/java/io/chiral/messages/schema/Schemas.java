package io.chiral.messages.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The schemas of this jar, by {@code $id}; nothing is ever fetched from elsewhere. Immutable. */
public final class Schemas {

  private static final String FOLDER = "/chiral/schemas/";

  private final Map<String, JsonNode> documents;
  private final Map<String, String> texts;

  private Schemas(Map<String, JsonNode> documents, Map<String, String> texts) {
    this.documents = documents;
    this.texts = texts;
  }

  /**
   * Reads schemas from the class path.
   *
   * @param files names such as {@code start-study.schema.json}
   * @throws IllegalStateException if one is absent or not JSON: the jar is broken
   */
  public static Schemas load(Collection<String> files) {
    ObjectMapper json = new ObjectMapper();
    Map<String, JsonNode> documents = new LinkedHashMap<>();
    Map<String, String> texts = new LinkedHashMap<>();
    for (String file : files) {
      String text = text(file);
      try {
        JsonNode document = json.readTree(text);
        documents.put(document.path("$id").asText(), document);
        texts.put(document.path("$id").asText(), text);
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("schema " + file + " is not JSON", e);
      }
    }
    return new Schemas(documents, texts);
  }

  /** Whether {@code schemas/} has a file of that name. */
  public static boolean has(String file) {
    return Schemas.class.getResource(FOLDER + file) != null;
  }

  /** The text of a file of {@code schemas/}, as packaged. */
  public static String text(String file) {
    try (InputStream in = Schemas.class.getResourceAsStream(FOLDER + file)) {
      if (in == null) {
        throw new IllegalStateException("no schema " + file + " on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("schema " + file + " can't be read", e);
    }
  }

  /** Texts by {@code $id}. */
  Map<String, String> texts() {
    return texts;
  }

  /** Names that an object of the schema with that {@code $id} must have. */
  public List<String> required(String id) {
    return document(id).node().path("required").valueStream().map(JsonNode::asText).toList();
  }

  /** The schema with that {@code $id}. */
  Located document(String id) {
    JsonNode document = documents.get(id);
    if (document == null) {
      throw new IllegalStateException("no schema " + id + "; known are " + documents.keySet());
    }
    return new Located(document, id);
  }

  /** What {@code reference}, standing in the schema {@code base}, names. */
  Located resolve(String reference, String base) {
    int hash = reference.indexOf('#');
    String id = hash == 0 ? base : hash < 0 ? reference : reference.substring(0, hash);
    String pointer = hash < 0 ? "" : reference.substring(hash + 1);
    return new Located(document(id).node().at(pointer), id);
  }

  /**
   * A schema and where it stands.
   *
   * @param node the schema
   * @param base {@code $id} of its document, which local references in it begin from
   */
  record Located(JsonNode node, String base) {}
}

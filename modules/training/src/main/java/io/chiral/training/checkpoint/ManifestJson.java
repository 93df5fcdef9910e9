package io.chiral.training.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;

/** A manifest as a JSON file. */
public final class ManifestJson {

  /** Its name in a checkpoint's directory. */
  public static final String FILE = "manifest.json";

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();
  private static final ObjectWriter WRITER = MAPPER.writerWithDefaultPrettyPrinter();

  private ManifestJson() {}

  /** As it is written. */
  public static byte[] encode(Manifest manifest) {
    try {
      return WRITER.writeValueAsBytes(manifest);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a manifest is always JSON", e);
    }
  }

  /**
   * Reads it and checks that it describes the checkpoint.
   *
   * @throws DamagedCheckpointException unless it is a manifest of the checkpoint {@code id}
   */
  public static Manifest decode(String id, byte[] json) {
    String what = "checkpoint " + id;
    Manifest manifest;
    try {
      manifest = MAPPER.readValue(json, Manifest.class);
    } catch (IOException | RuntimeException e) {
      throw new DamagedCheckpointException(what, FILE + " is not a manifest", e);
    }
    if (!Manifest.FORMAT.equals(manifest.format())) {
      throw new DamagedCheckpointException(
          what,
          "its format is %s, this version reads %s".formatted(manifest.format(), Manifest.FORMAT));
    }
    String digest = manifest.contentDigest();
    if (!digest.equals(id)) {
      throw new DamagedCheckpointException(
          what, "%s describes a state of digest %s".formatted(FILE, digest));
    }
    return manifest;
  }
}

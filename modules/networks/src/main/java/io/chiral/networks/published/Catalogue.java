package io.chiral.networks.published;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which published weights are known, from {@code catalogue.yaml}. */
public final class Catalogue {

  private static final String RESOURCE = "catalogue.yaml";

  private final Map<String, Entry> entries = new LinkedHashMap<>();

  private Catalogue(List<Entry> entries) {
    for (Entry entry : entries) {
      if (this.entries.put(entry.id(), entry) != null) {
        throw new IllegalStateException(RESOURCE + " has two entries " + entry.id());
      }
    }
  }

  /** The catalogue of this version. */
  public static Catalogue read() {
    try (InputStream in = Catalogue.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("no resource " + RESOURCE);
      }
      List<Entry> entries =
          new ObjectMapper(new YAMLFactory()).readValue(in, new TypeReference<>() {});
      return new Catalogue(entries);
    } catch (IOException e) {
      throw new UncheckedIOException("the catalogue of weights can't be read", e);
    }
  }

  /** In the catalogue's order. */
  public Set<String> ids() {
    return entries.keySet();
  }

  /** In the catalogue's order. */
  public List<Entry> entries() {
    return List.copyOf(entries.values());
  }

  /**
   * @throws IllegalArgumentException if there is none of that id; lists what there is
   */
  public Entry entry(String id) {
    Entry entry = entries.get(id);
    if (entry == null) {
      throw new IllegalArgumentException(
          "the catalogue of weights has no '%s'; it has %s"
              .formatted(id, String.join(", ", entries.keySet())));
    }
    return entry;
  }
}

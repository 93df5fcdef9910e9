package io.chiral.messages;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.util.Locale;

/** How records become JSON and back; the only place that configures Jackson. */
final class Mappers {

  /** Strangers' documents: deep nesting and long words are refused while they are parsed. */
  private static final StreamReadConstraints STRANGERS =
      StreamReadConstraints.builder()
          .maxNestingDepth(32)
          .maxStringLength(16 * 1024)
          .maxNameLength(256)
          .maxNumberLength(64)
          .build();

  private Mappers() {}

  /**
   * Canonical: properties in the record's order, map entries by key, absent instead of null, enums
   * in lower case with {@code -}, instants as ISO 8601. Reads leniently.
   */
  static JsonMapper own() {
    // Double.toString differs between Java 17 and 19; Jackson's own digits are the same on both.
    // Numbers are most of our bytes; the fast parser gives the same ones in a third of the time.
    JsonFactory factory =
        JsonFactory.builder()
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .build();
    return JsonMapper.builder(factory)
        .addModule(new JavaTimeModule())
        .addModule(new SimpleModule().addSerializer(Double.class, new FiniteDoubles()))
        .addModule(new SimpleModule().addSerializer(double.class, new FiniteDoubles()))
        .annotationIntrospector(new KebabEnums())
        .defaultPropertyInclusion(
            JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
        .enable(MapperFeature.SORT_CREATOR_PROPERTIES_FIRST)
        .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
        .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
        .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .build();
  }

  /** Parses strangers' documents into trees. */
  static JsonMapper strangers() {
    JsonFactory factory = JsonFactory.builder().streamReadConstraints(STRANGERS).build();
    return JsonMapper.builder(factory)
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .build();
  }

  /** {@code REFERENCE_PERCEPTUAL} travels as {@code reference-perceptual}. */
  private static final class KebabEnums extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1L;

    @Override
    public String[] findEnumValues(
        MapperConfig<?> config, AnnotatedClass type, Enum<?>[] constants, String[] names) {
      for (int i = 0; i < constants.length; i++) {
        names[i] = constants[i].name().toLowerCase(Locale.ROOT).replace('_', '-');
      }
      return names;
    }
  }

  /** JSON has no NaN: a number that is not finite is a fault of whoever made the message. */
  private static final class FiniteDoubles extends StdSerializer<Double> {
    private static final long serialVersionUID = 1L;

    FiniteDoubles() {
      super(Double.class);
    }

    @Override
    public void serialize(Double value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      if (!Double.isFinite(value)) {
        provider.reportMappingProblem("%s is not finite; write null where it is allowed", value);
      }
      out.writeNumber(value);
    }
  }
}

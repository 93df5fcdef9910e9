package io.chiral.messages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.chiral.messages.CommandReading.Accepted;
import io.chiral.messages.schema.Defaults;
import io.chiral.messages.schema.SchemaFiles;
import io.chiral.messages.schema.Validator;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Examples are what foreign producers copy; old ones are never edited, only added to. */
class ExamplesTest {

  private static final Codec CODEC = new Codec();
  private static final CommandReader READER = new CommandReader(CODEC);
  private static final Map<MessageType, Validator> VALIDATORS = new EnumMap<>(MessageType.class);

  /** 4 and 4.0 are the same number. */
  private static final Comparator<JsonNode> BY_VALUE =
      (a, b) ->
          a.isNumber() && b.isNumber()
              ? a.decimalValue().compareTo(b.decimalValue())
              : a.equals(b) ? 0 : 1;

  static Stream<Arguments> examples() {
    return Arrays.stream(MessageType.values())
        .flatMap(type -> SchemaFiles.examples(type).stream().map(file -> Arguments.of(type, file)));
  }

  @ParameterizedTest
  @EnumSource
  void everyTypeHasAnExample(MessageType type) {
    assertThat(SchemaFiles.examples(type)).isNotEmpty();
  }

  @Test
  void everyFolderOfExamplesBelongsToAType() {
    assertThat(SchemaFiles.exampleFolders())
        .extracting(folder -> folder.getFileName().toString())
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(MessageType.values()).map(SchemaFiles::folder).toList());
  }

  @ParameterizedTest
  @MethodSource("examples")
  void anExampleIsAsItsSchemaSays(MessageType type, Path file) {
    assertThat(validator(type).check(SchemaFiles.json(file))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void readingAndWritingAnExampleLosesNothingAndAddsDefaultsOnly(MessageType type, Path file) {
    JsonNode expected = SchemaFiles.json(file);
    new Defaults(CODEC.schemas()).fill(expected, type.schemaId());
    JsonNode written = SchemaFiles.json(CODEC.write(CODEC.read(type, SchemaFiles.bytes(file))));
    assertThat(written.equals(BY_VALUE, expected))
        .as("%s%nbecame%n%s", expected.toPrettyString(), written.toPrettyString())
        .isTrue();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void theCanonicalFormIsValidAndRoundTripsByteForByte(MessageType type, Path file) {
    byte[] canonical = CODEC.write(CODEC.read(type, SchemaFiles.bytes(file)));
    assertThat(validator(type).check(SchemaFiles.json(canonical))).isEmpty();
    assertThat(new String(CODEC.write(CODEC.read(type, canonical)), UTF_8))
        .isEqualTo(new String(canonical, UTF_8));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void anExampleOfACommandIsAccepted(MessageType type, Path file) {
    if (type.role() == MessageType.Role.COMMAND) {
      CommandReading reading = READER.read(type.typeName(), SchemaFiles.bytes(file));
      assertThat(reading).isInstanceOf(Accepted.class);
    }
  }

  private static Validator validator(MessageType type) {
    return VALIDATORS.computeIfAbsent(type, key -> new Validator(CODEC.schemas(), key.schemaId()));
  }
}

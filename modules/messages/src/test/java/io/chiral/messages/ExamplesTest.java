package io.chiral.messages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.chiral.messages.CommandReading.Accepted;
import io.chiral.messages.schema.Validator;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Examples are what foreign producers copy; old ones are never edited, only added to. */
class ExamplesTest {

  private static final Codec CODEC = new Codec();
  private static final CommandReader READER = new CommandReader(CODEC);

  static Stream<Arguments> examples() {
    return Arrays.stream(MessageType.values())
        .flatMap(type -> SchemaFiles.examples(type).stream().map(file -> Arguments.of(type, file)));
  }

  @ParameterizedTest
  @EnumSource
  void everyTypeHasAnExample(MessageType type) {
    assertThat(SchemaFiles.examples(type)).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void anExampleIsAsItsSchemaSays(MessageType type, Path file) {
    assertThat(validator(type).check(SchemaFiles.json(file))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void theCanonicalFormOfAnExampleIsValidToo(MessageType type, Path file) {
    byte[] canonical = CODEC.write(CODEC.read(type, SchemaFiles.bytes(file)));
    assertThat(validator(type).check(SchemaFiles.json(canonical))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void theCanonicalFormIsReadAndWrittenByteForByte(MessageType type, Path file) {
    Record message = CODEC.read(type, SchemaFiles.bytes(file));
    byte[] canonical = CODEC.write(message);
    Record again = CODEC.read(type, canonical);
    assertThat(again).isEqualTo(message);
    assertThat(CODEC.write(again)).asString().isEqualTo(new String(canonical, UTF_8));
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
    return new Validator(CODEC.schemas(), type.schemaId());
  }
}

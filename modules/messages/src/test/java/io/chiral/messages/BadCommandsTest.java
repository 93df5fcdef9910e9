package io.chiral.messages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.chiral.messages.CommandReading.Refused;
import io.chiral.messages.schema.SchemaFiles;
import io.chiral.messages.state.Rejection.Code;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What strangers are told: where, what value, which rule, what to do. */
class BadCommandsTest {

  private static final String START_STUDY = MessageType.START_STUDY.typeName();
  private static final String START_RUN = MessageType.START_RUN.typeName();
  private static final String RECORD_OPINION = MessageType.RECORD_OPINION.typeName();
  private static final String AN_ID =
      "^[a-z0-9][a-z0-9._-]{0,63}$ (A letter a-z or a digit, then up to 63 of them and of dot,"
          + " underscore and dash)";

  private static final String A_CATALOGUE_ID =
      "^[a-z0-9][a-z0-9._-]{0,63}(/[a-z0-9][a-z0-9._-]{0,63}){0,3}(@[1-9][0-9]{0,4})?$ (Up to four"
          + " identifiers joined by slashes, then perhaps @ and the side of square crops, such as"
          + " cc0-photographs/test@128)";

  private static final String COMMANDS =
      "io.chiral.start-study.v1, io.chiral.start-run.v1, io.chiral.evaluate.v1,"
          + " io.chiral.record-opinion.v1, io.chiral.cancel.v1, io.chiral.pause.v1,"
          + " io.chiral.resume.v1, io.chiral.forget.v1, io.chiral.pause-all.v1,"
          + " io.chiral.resume-all.v1";

  private static final CommandReader READER = new CommandReader(new Codec());

  private static final String STUDY = example(MessageType.START_STUDY, "short");
  private static final String SMOKE = example(MessageType.START_STUDY, "smoke");
  private static final String RATING = example(MessageType.RECORD_OPINION, "rating");
  private static final String ADVERSARIAL = example(MessageType.START_RUN, "adversarial");
  private static final String RUN = example(MessageType.START_RUN, "evaluate");

  /** Type, body, place and message of the refusal. */
  static Stream<Arguments> broken() {
    return Stream.of(
        study(
            "\"seeds\"",
            "\"seedz\"",
            "/spec/seedz",
            "unknown field; did you mean 'seeds'?\n/spec/seeds: is missing (Run seeds; a verdict needs at least two)"),
        study("\"steps\": 100", "\"steps\": 0", "/spec/training/steps", "0 must be at least 1"),
        study(
            "\"steps\": 100",
            "\"steps\": 1000000000",
            "/spec/training/steps",
            "1000000000 must be at most 10000000"),
        study(
            "\"steps\": 100",
            "\"steps\": 99999999999999999999",
            "/spec/training/steps",
            "99999999999999999999 must be at most 10000000"),
        study(
            "\"steps\": 100",
            "\"steps\": 1e400",
            "/spec/training/steps",
            "is a number beyond range"),
        study(
            "\"steps\": 100",
            "\"steps\": 10.5",
            "/spec/training/steps",
            "10.5 is a fraction, must be an integer"),
        study(
            "\"steps\": 100",
            "\"steps\": \"100\"",
            "/spec/training/steps",
            "\"100\" is a string, must be an integer"),
        study(
            "\"steps\": 100",
            "\"steps\": null",
            "/spec/training/steps",
            "null must be an integer; leave an optional field out"),
        study("\"steps\": 100,", "", "/spec/training/steps", "is missing (Number of steps)"),
        study(
            "\"scale\": 4", "\"scale\": 5", "/spec/generator/scale", "5 must be one of 2, 3, 4, 8"),
        study(
            "\"tiny\"",
            "\"tinny\"",
            "/spec/generator/config",
            "\"tinny\" must be one of classical, lightweight, real-m, real-l, small, tiny; did you mean 'tiny'?"),
        study(
            "cc0-photographs/train",
            "../../etc/passwd",
            "/spec/trainSet",
            "\"../../etc/passwd\" must match " + A_CATALOGUE_ID),
        study(
            "cc0-photographs/train",
            "https://example.org/x",
            "/spec/trainSet",
            "\"https://example.org/x\" must match " + A_CATALOGUE_ID),
        study("[1, 2]", "[]", "/spec/seeds", "has 0 entries, at least 1 must be given"),
        study("[1, 2]", "[2, 2]", "/spec/seeds", "names an entry twice"),
        study("[1, 2]", "[1, -2]", "/spec/seeds/1", "-2 must be at least 0"),
        study("[1, 2]", many(65), "/spec/seeds", "has 65 entries, at most 64 are allowed"),
        study(
            "\"kind\": \"l1\"",
            "\"kind\": \"dists\"",
            "/spec/metrics/0/backbone",
            "is missing (Of dists and lpips: the network whose features are compared)\n/spec/metrics/0/initialisation: is missing (Of dists and lpips: the backbone's weights)"),
        study(
            "\"kind\": \"l1\"",
            "\"kind\": \"l1\", \"backbone\": \"vgg16\"",
            "/spec/metrics/0/backbone",
            "is not allowed here; leave it out"),
        study(
            "\"title\": \"The",
            "\"a/b~c\": \"",
            "/spec/a~1b~0c",
            "unknown field; known are title, notice, generator, trainSet, metrics, settings, seeds, pretraining, training, assessment, evaluation, headline, priority, maxRuns, sweeps, sensitivity\n/spec/title: is missing (For people)"),
        Arguments.of(
            START_STUDY,
            STUDY.replace("The shortest", "x".repeat(200)),
            "/spec/title",
            "has 237 characters, at most 200 are allowed"),
        Arguments.of(START_STUDY, "[]", "", "[] is an array, must be an object"),
        Arguments.of(START_STUDY, "{}", "/spec", "is missing (What to do)"),
        Arguments.of(
            START_STUDY,
            SMOKE.replace("{ \"id\": \"none\" }", "{ \"id\": \"gan\" }"),
            "/spec/settings/0/discriminator",
            "is missing (Absent for the setting none, required for all others)"),
        Arguments.of(
            START_STUDY,
            SMOKE.replace("\"patch-vgg16\"", "\"none\""),
            "/spec/settings/1/discriminator",
            "is not allowed here; leave it out"),
        Arguments.of(
            RECORD_OPINION,
            RATING.replace("\"value\": 4", "\"value\": 0"),
            "/value",
            "0 must be at least 1"),
        Arguments.of(
            RECORD_OPINION,
            RATING.replace("\"value\"", "\"runB\": \"r-1\", \"value\""),
            "/value",
            "4 must be one of 0, 0.5, 1\n/stepB: is missing (Its step; absent for a rating)"),
        Arguments.of(
            START_RUN,
            ADVERSARIAL.replace("\"patch\",", "\"vanilla\", \"cut\": \"conv3\","),
            "/run/discriminator/level",
            "\"vanilla\" must be \"patch\"\n/run/discriminator/cut: is not allowed here; leave it out"),
        Arguments.of(
            START_RUN,
            ADVERSARIAL.replace("\"r1Every\": 16", "\"r1Every\": 0"),
            "/run/discriminator/r1Every",
            "0 must be at least 1"),
        Arguments.of(
            START_RUN,
            RUN.replace("\"evaluate\"", "\"evaluated\""),
            "/run/kind",
            "\"evaluated\" must be one of optimise, assess, evaluate; did you mean 'evaluate'?"),
        Arguments.of(
            START_RUN,
            RUN.replace("\"kind\": \"evaluate\",", ""),
            "/run/kind",
            "is missing (Which of the three)"),
        Arguments.of(
            START_RUN,
            RUN.replace(", \"step\": 400", ""),
            "/run/from/step",
            "is missing (Step of that run's milestone)"),
        Arguments.of(
            "io.chiral.cancel.v1", "{\"study\":\"A B\"}", "/study", "\"A B\" must match " + AN_ID));
  }

  @ParameterizedTest
  @MethodSource("broken")
  void aBrokenRuleIsNamedWithItsPlace(String type, String body, String place, String message) {
    String where = place.isEmpty() ? "the body" : place;
    assertThat(READER.read(type, body.getBytes(UTF_8)))
        .isEqualTo(new Refused(Code.INVALID, where + ": " + message, place));
  }

  /** Body and what is wrong with it. */
  static Stream<Arguments> malformed() {
    return Stream.of(
        Arguments.of("", "the body is empty; send a JSON object"),
        Arguments.of(
            "hello",
            "line 1, column 1: Unrecognized token 'hello': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')"),
        Arguments.of(
            "{\"spec\":\n  {\"title\": \"a\",,}}",
            "line 2, column 17: Unexpected character (',' (code 44)): was expecting double-quote to start field name"),
        Arguments.of(
            "{\"spec\": {",
            "line 1, column 11: Unexpected end-of-input: expected close marker for Object"),
        Arguments.of("{} {}", "line 1, column 4: something follows the end of the document"),
        Arguments.of("{\"spec\": {}, \"spec\": {}}", "line 1, column 20: Duplicate field 'spec'"),
        Arguments.of("{\"study\": NaN}", "line 1, column 14: Non-standard token 'NaN'"),
        Arguments.of(
            "{\"study\": " + "1".repeat(100) + "}",
            "Number value length (100) exceeds the maximum allowed (64)"),
        Arguments.of(
            "[".repeat(1000), "Document nesting depth (33) exceeds the maximum allowed (32)"),
        Arguments.of(
            "\"" + "s".repeat(600_000) + "\"",
            "the body has 600002 bytes, at most 524288 are allowed"));
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void whatIsNotJsonIsNamedWithLineAndColumn(String body, String message) {
    refuses(START_STUDY, body.getBytes(UTF_8), Code.MALFORMED, message);
  }

  @Test
  void aStringThatIsTooLongIsMalformed() {
    String body = "{\"study\": \"" + "s".repeat(20_000) + "\"}";
    Refused refused = (Refused) READER.read(START_STUDY, body.getBytes(UTF_8));
    assertThat(refused.message()).endsWith("exceeds the maximum allowed (16384)");
  }

  @Test
  void bytesThatAreNotUtf8AreMalformed() {
    byte[] body = {'{', '"', (byte) 0xff, '"', ':', '1', '}'};
    refuses(START_STUDY, body, Code.MALFORMED, "line 1, column 5: Invalid UTF-8 start byte 0xff");
  }

  @Test
  void anUnknownTypeNamesTheNearest() {
    refuses(
        "io.chiral.start-studdy.v1",
        Code.UNKNOWN_TYPE,
        "'io.chiral.start-studdy.v1' is no command; did you mean io.chiral.start-study.v1 or"
            + " io.chiral.start-run.v1?");
    refuses("train", Code.UNKNOWN_TYPE, "'train' is no command; known are " + COMMANDS);
  }

  @Test
  void anEventIsNoCommand() {
    Refused refused = (Refused) READER.read("io.chiral.slice-ended.v1", STUDY.getBytes(UTF_8));
    assertThat(refused.code()).isEqualTo(Code.UNKNOWN_TYPE);
  }

  @Test
  void aRecordThatIsNoCloudEventIsMalformed() {
    refuses(
        null, Code.MALFORMED, "no CloudEvents type; send the header ce_type, one of " + COMMANDS);
  }

  @Test
  void aRecordWithoutBodyIsMalformed() {
    assertThat(READER.read(START_STUDY, null))
        .isEqualTo(new Refused(Code.MALFORMED, "the body is empty; send a JSON object", null));
  }

  @Test
  void fiveViolationsAreShown() {
    String body = "{\"spec\": {\"a\":1,\"b\":1,\"c\":1,\"d\":1,\"e\":1,\"f\":1}}";
    Refused refused = (Refused) READER.read(START_STUDY, body.getBytes(UTF_8));
    assertThat(refused.place()).isEqualTo("/spec/a");
    assertThat(refused.message().lines()).hasSize(6).last().isEqualTo("and 8 more");
  }

  private static void refuses(@Nullable String type, Code code, String message) {
    refuses(type, STUDY.getBytes(UTF_8), code, message);
  }

  private static void refuses(@Nullable String type, byte[] body, Code code, String message) {
    assertThat(READER.read(type, body)).isEqualTo(new Refused(code, message, null));
  }

  private static Arguments study(String valid, String broken, String place, String message) {
    assertThat(STUDY).contains(valid);
    return Arguments.of(START_STUDY, STUDY.replace(valid, broken), place, message);
  }

  private static String many(int seeds) {
    return Stream.iterate(1, seed -> seed + 1).limit(seeds).toList().toString();
  }

  private static String example(MessageType type, String name) {
    return SchemaFiles.examples(type).stream()
        .filter(file -> file.getFileName().toString().equals(name + ".json"))
        .map(file -> new String(SchemaFiles.bytes(file), UTF_8))
        .findFirst()
        .orElseThrow();
  }
}

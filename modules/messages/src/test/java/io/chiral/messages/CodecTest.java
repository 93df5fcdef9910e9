package io.chiral.messages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chiral.messages.event.FairWeightMeasured;
import io.chiral.messages.event.ImagesScored;
import io.chiral.messages.event.ImagesScored.Score;
import io.chiral.messages.event.TrainingScalars;
import io.chiral.messages.schema.SchemaFiles;
import io.chiral.messages.spec.EvaluateSpec;
import io.chiral.messages.spec.RunSpec;
import io.chiral.messages.state.Rejection;
import io.chiral.messages.state.RunState;
import io.chiral.messages.work.Cell;
import io.chiral.messages.work.Slice;
import io.chiral.messages.work.SliceEnded;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CodecTest {

  private static final Codec CODEC = new Codec();
  private static final Cell CELL =
      new Cell(Cell.Role.EVALUATION, "ssim", "none", 9007199254740991L, 30, null);

  @Test
  void writesInTheRecordsOrderWithoutNullsAndMapsByKey() {
    ImagesScored scored =
        new ImagesScored(
            "s",
            "r",
            CELL,
            0,
            1,
            List.of(new Score("ü.png", "niqe", 1.0), new Score("b.png", "psnr-y", null)),
            Map.of("z", "1", "a", "2", "m", "3"));
    assertThat(text(scored))
        .isEqualTo(
            "{\"study\":\"s\",\"run\":\"r\",\"cell\":{\"role\":\"evaluation\",\"metric\":\"ssim\","
                + "\"setting\":\"none\",\"seed\":9007199254740991,\"step\":30},\"part\":0,"
                + "\"parts\":1,\"scores\":[{\"image\":\"ü.png\",\"judge\":\"niqe\",\"value\":1.0},"
                + "{\"image\":\"b.png\",\"judge\":\"psnr-y\"}],"
                + "\"protocol\":{\"a\":\"2\",\"m\":\"3\",\"z\":\"1\"}}");
  }

  @Test
  void enumsAreKebabsAndInstantsIso() {
    Rejection rejection =
        new Rejection(
            null,
            null,
            Rejection.Code.UNKNOWN_REFERENCE,
            "m",
            null,
            "t",
            0,
            1,
            "",
            0,
            Digests.sha256Hex(new byte[0]),
            Instant.parse("2026-11-22T10:15:30.250Z"));
    assertThat(text(rejection))
        .contains("\"code\":\"unknown-reference\"")
        .contains("\"rejectedAt\":\"2026-11-22T10:15:30.250Z\"");
    assertThat(CODEC.read(Rejection.class, CODEC.write(rejection))).isEqualTo(rejection);
  }

  @Test
  void aPlaceInAColumnStaysWhereItsValueIsNotFinite() {
    TrainingScalars scalars =
        new TrainingScalars(
            "s", "r", List.of(1, 2), List.of("l_g_pix"), List.of(Arrays.asList(null, 0.5)));
    assertThat(text(scalars)).endsWith("\"columns\":[[null,0.5]]}");
    assertThat(CODEC.read(TrainingScalars.class, CODEC.write(scalars))).isEqualTo(scalars);
  }

  @Test
  void numbersHaveTheSameDigitsOnEveryJava() {
    // Java 17 itself would say 1.9999999999999998E23, Java 19 says 2.0E23.
    assertThat(text(new Score("i", "j", 2e23))).endsWith("\"value\":2.0E23}");
  }

  @Test
  void readsEveryNumberAsItWasWritten() {
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 20_000; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(value)) {
        Score score = new Score("i", "j", value);
        assertThat(CODEC.read(Score.class, CODEC.write(score))).isEqualTo(score);
      }
    }
  }

  @Test
  void refusesToWriteWhatJsonHasNoNumberFor() {
    assertThatThrownBy(
            () -> CODEC.write(new FairWeightMeasured("s", "r", "m", 1, 1, 0, Double.NaN)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("NaN is not finite");
    assertThatThrownBy(() -> CODEC.write(new Score("i", "j", Double.POSITIVE_INFINITY)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aRunSpecNamesItsKind() {
    RunSpec spec = new EvaluateSpec(null, 4, "t", 6, null, List.of("niqe"), "train", 0, true);
    assertThat(text(spec)).startsWith("{\"kind\":\"evaluate\",\"scale\":4,");
    assertThat(CODEC.read(EvaluateSpec.class, CODEC.write(spec))).isEqualTo(spec);
  }

  @Test
  void readsOurOwnRecordsLeniently() {
    String body = example(MessageType.SLICE_ENDED).replaceFirst("\\{", "{\"fromTheFuture\": {},");
    SliceEnded ended = CODEC.read(SliceEnded.class, body.getBytes(UTF_8));
    assertThat(ended.reason()).isEqualTo(SliceEnded.Reason.FAILED);
  }

  @Test
  void aStateOfAnOlderVersionTakesTheDefaultsOfNewFields() {
    String body = example(MessageType.RUN_STATE).replaceFirst("\"logEvery\": 5,", "");
    RunState state = CODEC.read(RunState.class, body.getBytes(UTF_8));
    assertThat(text(state)).contains("\"logEvery\":10");
  }

  @Test
  void saysWhichFieldIsMissing() {
    String body = example(MessageType.SLICE).replace("\"maxStep\": 30,", "");
    assertThatThrownBy(() -> CODEC.read(Slice.class, body.getBytes(UTF_8)))
        .isInstanceOf(UnreadableMessageException.class)
        .hasMessageContaining("io.chiral.slice.v1 can't be read")
        .hasMessageContaining("maxStep");
  }

  /**
   * Not all that a message lacks would be noticed by Jackson: absent texts and lists are null. What
   * concerns everything needs to say nothing.
   */
  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"PAUSE_ALL", "RESUME_ALL"})
  void anEmptyObjectIsNoMessage(MessageType type) {
    assertThatThrownBy(() -> CODEC.read(type, "{}".getBytes(UTF_8)))
        .isInstanceOf(UnreadableMessageException.class);
  }

  @Test
  void saysWhatIsNotJson() {
    assertThatThrownBy(() -> CODEC.read(MessageType.SLICE, "{".getBytes(UTF_8)))
        .isInstanceOf(UnreadableMessageException.class);
    assertThatThrownBy(() -> CODEC.read(MessageType.SLICE, new byte[0]))
        .isInstanceOf(UnreadableMessageException.class);
  }

  private static String text(Object message) {
    return new String(CODEC.write(message), UTF_8);
  }

  private static String example(MessageType type) {
    Path first = SchemaFiles.examples(type).get(0);
    return new String(SchemaFiles.bytes(first), UTF_8);
  }
}

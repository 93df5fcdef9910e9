package io.chiral.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chiral.messages.event.ImagesScored;
import io.chiral.messages.event.ImagesScored.Score;
import io.chiral.messages.work.Cell;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PartsTest {

  private static final Codec CODEC = new Codec();
  private static final Cell CELL = new Cell(Cell.Role.EVALUATION, "ssim", "none", 1L, 30, null);

  @Test
  void fewScoresAreOnePart() {
    List<ImagesScored> parts = new Parts(CODEC).split(scores(10), PartsTest::scored);
    assertThat(parts).singleElement().isEqualTo(scored(0, 1, scores(10)));
  }

  @Test
  void noScoresAreOneEmptyPart() {
    assertThat(new Parts(CODEC).split(List.<Score>of(), PartsTest::scored))
        .singleElement()
        .isEqualTo(scored(0, 1, List.of()));
  }

  @Test
  void manyScoresKeepTheirOrderInPartsOfBoundedSize() {
    List<Score> scores = scores(1000);
    List<ImagesScored> parts = new Parts(CODEC, 4096).split(scores, PartsTest::scored);
    assertThat(parts).hasSizeGreaterThan(5);
    assertThat(parts).extracting(ImagesScored::parts).containsOnly(parts.size());
    assertThat(parts)
        .extracting(ImagesScored::part)
        .isEqualTo(IntStream.range(0, parts.size()).boxed().toList());
    assertThat(parts.stream().flatMap(part -> part.scores().stream())).isEqualTo(scores);
    assertThat(parts).allSatisfy(part -> assertThat(CODEC.write(part)).hasSizeLessThan(4097));
  }

  @Test
  void aFullPartFitsIntoARecord() {
    List<ImagesScored> parts = new Parts(CODEC).split(scores(20_000), PartsTest::scored);
    assertThat(parts)
        .hasSizeBetween(2, 4)
        .allSatisfy(
            part ->
                assertThat(CODEC.write(part).length + Parts.HEADROOM_BYTES)
                    .isLessThanOrEqualTo(Topics.MAX_RECORD_BYTES));
  }

  @Test
  void anItemThatFitsNowhereIsRefused() {
    List<Score> scores = List.of(new Score("x".repeat(5000), "niqe", 1.0));
    assertThatThrownBy(() -> new Parts(CODEC, 4096).split(scores, PartsTest::scored))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("item 0 has");
  }

  private static ImagesScored scored(int part, int parts, List<Score> scores) {
    return new ImagesScored("s", "r", CELL, part, parts, scores, Map.of("niqe", "Y"));
  }

  private static List<Score> scores(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new Score("image-" + i + ".png", "niqe", i / 7.0))
        .toList();
  }
}

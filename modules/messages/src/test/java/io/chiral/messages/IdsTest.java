package io.chiral.messages;

import static org.assertj.core.api.Assertions.assertThat;

import io.chiral.messages.spec.EvaluateSpec;
import io.chiral.messages.work.Cell;
import java.util.List;
import org.junit.jupiter.api.Test;

class IdsTest {

  private static final Codec CODEC = new Codec();
  private static final Cell BASELINE = new Cell(Cell.Role.BASELINE, null, null, null, null, null);

  @Test
  void aStudyKeepsItsGivenIdElseIsNamedByItsCommand() {
    assertThat(Ids.study("given", "/ci", "1")).isEqualTo("given");
    assertThat(Ids.study(null, "/ci", "1")).isEqualTo("s-ca052e211a519779");
    assertThat(Ids.study(null, "/ci1", "")).isNotEqualTo(Ids.study(null, "/ci", "1"));
  }

  @Test
  void aRunIsNamedByStudyCellAndSpecification() {
    assertThat(Ids.run(CODEC, "s", BASELINE, images(6))).isEqualTo("r-5d16b1e402f6c606");
    assertThat(Ids.run(CODEC, "s", BASELINE, images(7)))
        .isNotEqualTo(Ids.run(CODEC, "s", BASELINE, images(6)));
    assertThat(Ids.run(CODEC, "t", BASELINE, images(6)))
        .isNotEqualTo(Ids.run(CODEC, "s", BASELINE, images(6)));
  }

  @Test
  void aCommandOverHttpIsNamedByPrincipalAndKey() {
    assertThat(Ids.command("ann", "k1")).matches("c-[0-9a-f]{32}");
    assertThat(Ids.command("bob", "k1")).isNotEqualTo(Ids.command("ann", "k1"));
  }

  @Test
  void anOpinionIsNamedByItsCommandsSourceAndId() {
    assertThat(Ids.opinion("/ci", "1")).matches("o-[0-9a-f]{32}");
    assertThat(Ids.opinion("/ci", "1")).isNotEqualTo(Ids.opinion("/lab", "1"));
  }

  private static EvaluateSpec images(int images) {
    return new EvaluateSpec(null, 4, "t", images, null, List.of("niqe"), "train", 0, true);
  }
}

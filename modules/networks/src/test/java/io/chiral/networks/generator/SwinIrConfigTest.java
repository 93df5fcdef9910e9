package io.chiral.networks.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class SwinIrConfigTest {

  @Test
  void refusesAStructureThatCannotBe() {
    assertThatThrownBy(() -> SwinIrConfig.realMedium(3)).hasMessageContaining("scale 3");
    assertThatThrownBy(() -> SwinIrConfig.classical(4, 52))
        .hasMessageContaining("img_size 52")
        .hasMessageContaining("window 8");
    assertThatThrownBy(() -> with(7, List.of(2), List.of(2)))
        .hasMessageContaining("embed 7 is not divisible by heads 2");
    assertThatThrownBy(() -> with(8, List.of(2, 2), List.of(2))).hasMessageContaining("differ");
    assertThatThrownBy(() -> with(8, List.of(), List.of())).hasMessageContaining("depths");
  }

  @Test
  void stochasticDepthRisesLinearlyOverAllLayers() {
    SwinIrConfig small = SwinIrConfig.small(4);

    assertThat(small.dropPathOf(0)).isZero();
    assertThat(small.dropPathOf(1)).isCloseTo(0.1 / 3, within(1e-12));
    assertThat(small.dropPathOf(3)).isCloseTo(0.1, within(1e-12));
  }

  private static SwinIrConfig with(int embed, List<Integer> depths, List<Integer> heads) {
    return new SwinIrConfig(
        "odd", 2, 8, embed, depths, heads, 4, 2, Upsampler.PIXEL_SHUFFLE, false, 0.1);
  }
}

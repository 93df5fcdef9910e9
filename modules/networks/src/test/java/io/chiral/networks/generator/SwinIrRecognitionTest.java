package io.chiral.networks.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SwinIrRecognitionTest {

  static Stream<SwinIrConfig> published() {
    return Stream.of(
        SwinIrConfig.classical(2, 48),
        SwinIrConfig.classical(3, 48),
        SwinIrConfig.classical(4, 64),
        SwinIrConfig.classical(8, 48),
        SwinIrConfig.lightweight(2),
        SwinIrConfig.lightweight(3),
        SwinIrConfig.lightweight(4),
        SwinIrConfig.realMedium(2),
        SwinIrConfig.realMedium(4),
        SwinIrConfig.realLarge(4),
        SwinIrConfig.small(4),
        SwinIrConfig.tiny(2));
  }

  @ParameterizedTest
  @MethodSource("published")
  void tellsEveryConfigurationFromItsTensors(SwinIrConfig config) {
    assertThat(SwinIrRecognition.of(shapes(config))).isEqualTo(config);
  }

  @Test
  void saysWhatSpeaksAgainstIt() {
    assertRefused(Map.of("features.0.weight", new Shape(64, 3, 3, 3)), "no conv_first.weight");

    Map<String, Shape> denoiser = shapes(SwinIrConfig.tiny(2));
    denoiser.remove("upsample.0.weight");
    assertRefused(denoiser, "does not enlarge");

    Map<String, Shape> grey = shapes(SwinIrConfig.tiny(2));
    grey.put("conv_first.weight", new Shape(8, 1, 3, 3));
    assertRefused(grey, "(8, 1, 3, 3)");

    Map<String, Shape> maskless = shapes(SwinIrConfig.tiny(2));
    maskless.keySet().removeIf(name -> name.endsWith("attn_mask"));
    assertRefused(maskless, "attn_mask");

    Map<String, Shape> more = shapes(SwinIrConfig.tiny(2));
    more.put("absolute_pos_embed", new Shape(1, 64, 8));
    assertRefused(more, "absolute_pos_embed is unknown");
  }

  private static void assertRefused(Map<String, Shape> shapes, String reason) {
    assertThatThrownBy(() -> SwinIrRecognition.of(shapes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason);
  }

  private static Map<String, Shape> shapes(SwinIrConfig config) {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    SwinIrTable.of(config).forEach(spec -> shapes.put(spec.name(), spec.shape()));
    return shapes;
  }
}

package io.chiral.service.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.chiral.messages.spec.GeneratorSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Counted multiply-adds and weights against those that were published or counted elsewhere. */
class NetworkCostTest {

  /** Torchvision's tables and the networks' papers, 224 by 224 pixels, classifiers left out. */
  @ParameterizedTest
  @CsvSource({
    "vgg16, 15.3e9",
    "resnet50, 4.09e9",
    "convnext-t, 4.46e9",
    "swin-t, 4.49e9",
    "alexnet, 0.66e9",
    "squeezenet, 0.27e9",
    "clip-vit-b32, 4.4e9",
    "clip-vit-b16, 17.5e9",
    "dinov2-s14, 6.1e9",
    "dinov2-b14, 23.1e9"
  })
  void backbonesCostWhatIsPublished(String id, double multiplyAdds) {
    assertThat(BackboneCost.of(id, null).multiplyAdds(224 * 224) / multiplyAdds)
        .isCloseTo(1, within(0.12));
  }

  @Test
  void aCutBackboneCostsLess() {
    BackboneCost cut = BackboneCost.of("vgg16", "relu3_3");

    assertThat(cut.parameters()).isEqualTo(1_735_488);
    assertThat(cut.perPixel()).isEqualTo(186_048);
    assertThat(BackboneCost.upTo("vgg16", 3)).isEqualTo(cut);
    assertThat(BackboneCost.upTo("vgg16", 0).multiplyAdds(1e6)).isZero();
  }

  private static GeneratorCost generator(String config) {
    return GeneratorCost.of(new GeneratorSpec("swinir", config, 4, "published"));
  }

  /** SwinIR's own figure, 788.6 G for 256 by 256 pixels, leaves products of attention out. */
  @Test
  void generatorsCostWhatIsPublished() {
    assertThat(generator("classical").multiplyAdds(256 * 256) / 788.6e9).isCloseTo(1, within(0.1));
  }

  @ParameterizedTest
  @CsvSource({
    "classical, 11900199",
    "lightweight, 929628",
    "real-m, 11715559",
    "real-l, 28013059",
    "small, 71178"
  })
  void generatorsHaveTheirWeights(String config, long parameters) {
    assertThat((double) generator(config).parameters() / parameters).isCloseTo(1, within(0.07));
  }
}

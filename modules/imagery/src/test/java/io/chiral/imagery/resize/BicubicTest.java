package io.chiral.imagery.resize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chiral.imagery.Image;
import io.chiral.imagery.texture.DeadLeaves;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BicubicTest {
  private final Image image = DeadLeaves.render(36, 24, 2);

  @Test
  void scaleOneChangesNothing() {
    assertThat(Bicubic.resize(image, 1)).isEqualTo(image);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.125, 1.0 / 3, 0.7, 2, 3.3})
  void aConstantStaysConstant(double scale) {
    Image grey = Image.generate(20, 10, 1, (c, y, x) -> 0.25f);
    for (float sample : Bicubic.resize(grey, scale).toArray()) {
      assertThat(sample).isEqualTo(0.25f, Offset.offset(1e-7f));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4})
  void aMirroredImageShrinksToTheMirroredResult(int scale) {
    Image one = Bicubic.lowResolution(image, scale).flipHorizontally();
    Image other = Bicubic.lowResolution(image.flipHorizontally(), scale);
    for (int i = 0; i < one.toArray().length; i++) {
      // One level where a rounding tie falls to the other side.
      assertThat(one.toArray()[i]).isEqualTo(other.toArray()[i], Offset.offset(1.01f / 255));
    }
  }

  @Test
  void sidesAreRoundedUpButNotByARoundingError() {
    assertThat(Bicubic.resize(image.crop(0, 0, 9, 10), 1.0 / 3).width()).isEqualTo(3);
    assertThat(Bicubic.resize(image.crop(0, 0, 9, 10), 1.0 / 3).height()).isEqualTo(4);
  }

  @Test
  void anImageSmallerThanTheKernelIsMirroredAsOftenAsNeeded() {
    Image tiny = Image.of(2, 1, 1, new float[] {0.2f, 0.6f});
    assertThat(Bicubic.resize(tiny, 0.125).at(0, 0, 0)).isBetween(0.2f, 0.6f);
  }

  @Test
  void refusesImpossibleScales() {
    assertThatThrownBy(() -> Bicubic.resize(image, 0)).hasMessageContaining("got 0.0");
    assertThatThrownBy(() -> Bicubic.lowResolution(image.crop(0, 0, 3, 9), 4))
        .hasMessageContaining("too small for ×4");
  }
}

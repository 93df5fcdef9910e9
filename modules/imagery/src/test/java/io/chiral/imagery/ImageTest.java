package io.chiral.imagery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ImageTest {
  private final Image image = Image.generate(5, 3, 3, (c, y, x) -> c * 0.3f + y * 0.1f + x * 0.01f);

  @Test
  void keepsSamplesPlanarAndRowMajor() {
    assertThat(image.toArray()[(2 * 3 + 1) * 5 + 4]).isEqualTo(image.at(2, 1, 4));
    assertThat(Image.of(5, 3, 3, image.toArray())).isEqualTo(image);
  }

  @Test
  void cannotBeChangedThroughItsArrays() {
    float[] data = image.toArray();
    Image made = Image.of(5, 3, 3, data);
    data[0] = 9;
    made.toArray()[1] = 9;
    assertThat(made).isEqualTo(image);
  }

  @Test
  void cropsTheNamedWindow() {
    Image window = image.crop(1, 2, 3, 1);
    assertThat(window.width()).isEqualTo(3);
    assertThat(window.at(2, 0, 2)).isEqualTo(image.at(2, 2, 3));
    assertThatThrownBy(() -> image.crop(3, 0, 3, 1)).hasMessageContaining("3×1 at (3, 0)");
    assertThatThrownBy(() -> image.crop(0, 0, 0, 1)).hasMessageContaining("does not lie");
  }

  @Test
  void modCropKeepsTheUpperLeft() {
    assertThat(image.modCrop(2)).isEqualTo(image.crop(0, 0, 4, 2));
    assertThat(image.modCrop(1)).isSameAs(image);
  }

  @Test
  void flipsAndTransposesAreTheirOwnInverse() {
    assertThat(image.flipHorizontally().flipHorizontally()).isEqualTo(image);
    assertThat(image.flipVertically().flipVertically()).isEqualTo(image);
    assertThat(image.transpose().transpose()).isEqualTo(image);
    assertThat(image.flipHorizontally().at(0, 0, 0)).isEqualTo(image.at(0, 0, 4));
  }

  @Test
  void quantisesByClampingAndRounding() {
    float[] samples = {-0.2f, 0.4999f / 255, 0.5001f / 255, 1.3f};
    Image quantised = Image.of(4, 1, 1, samples).quantised();
    assertThat(quantised.toArray()).containsExactly(0f, 0f, 1f / 255, 1f);
    assertThat(quantised.toBytes()).containsExactly((byte) 0, (byte) 0, (byte) 1, (byte) 255);
    assertThat(quantised.quantised()).isEqualTo(quantised);
  }

  @Test
  void refusesImpossibleShapes() {
    assertThatThrownBy(() -> Image.of(2, 2, 2, new float[8])).hasMessageContaining("1 or 3");
    assertThatThrownBy(() -> Image.of(2, 2, 3, new float[8]))
        .hasMessageContaining("needs 12 samples, got 8");
  }

  @Test
  void studioLumaSpansSixteenToTwoHundredThirtyFive() {
    assertThat(Luma.studio(Image.generate(1, 1, 3, (c, y, x) -> 0f)).at(0, 0)).isEqualTo(16);
    assertThat(Luma.studio(Image.generate(1, 1, 1, (c, y, x) -> 1f)).at(0, 0)).isEqualTo(235);
  }
}

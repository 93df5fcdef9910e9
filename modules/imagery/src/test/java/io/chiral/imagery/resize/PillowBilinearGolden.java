package io.chiral.imagery.resize;

import static org.assertj.core.api.Assertions.assertThat;

import io.chiral.imagery.Goldens;
import io.chiral.imagery.Image;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Against Pillow itself: {@code tools/golden_imagery.py}. */
class PillowBilinearGolden {

  @Test
  void theShorterSideIsReducedAsTorchvisionDoes() throws IOException {
    Image reduced = PillowBilinear.shortSide(Goldens.photograph("test/chelsea.png"), 256);

    assertThat(reduced.height()).isEqualTo(256);
    assertEqual("chelsea", reduced);
  }

  @Test
  void oneAxisMayShrinkWhileTheOtherGrows() throws IOException {
    assertEqual("raccoon", PillowBilinear.resize(Goldens.photograph("train/raccoon.png"), 97, 611));
  }

  @Test
  void whatIsNotLargerStays() throws IOException {
    Image small = Goldens.photograph("test/chelsea.png").crop(10, 10, 400, 256);

    assertThat(PillowBilinear.shortSide(small, 256)).isEqualTo(small);
  }

  private static void assertEqual(String name, Image image) throws IOException {
    Goldens goldens = Goldens.load();
    assertThat(image.width()).isEqualTo((int) goldens.get("pillow-" + name + "-width"));
    byte[] levels = image.toBytes();
    int area = image.width() * image.height();
    for (int c = 0; c < 3; c++) {
      long sum = 0;
      for (int i = 0; i < area; i++) {
        sum += (long) (levels[c * area + i] & 0xff) * (i % 251 + 1);
      }
      assertThat((double) sum).isEqualTo(goldens.get("pillow-" + name + "-" + c));
    }
  }
}

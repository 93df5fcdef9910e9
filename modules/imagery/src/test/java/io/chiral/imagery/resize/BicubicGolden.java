package io.chiral.imagery.resize;

import static org.assertj.core.api.Assertions.assertThat;

import io.chiral.imagery.Goldens;
import io.chiral.imagery.Image;
import io.chiral.imagery.Plane;
import java.io.IOException;
import java.util.Locale;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BicubicGolden {

  @ParameterizedTest
  @ValueSource(doubles = {0.25, 1.0 / 3, 0.4, 1.7, 4})
  void equalsTheSameFormulaInNumPy(double scale) throws IOException {
    Goldens goldens = Goldens.load();
    Image resized = Bicubic.resize(Goldens.photograph("test/chelsea.png"), scale);
    String key = String.format(Locale.ROOT, "resize-%.4f", scale);
    assertThat(resized.height()).isEqualTo((int) goldens.get(key + "-height"));
    assertThat(resized.width()).isEqualTo((int) goldens.get(key + "-width"));
    for (int c = 0; c < 3; c++) {
      Plane plane = resized.plane(c, 1);
      // Half a unit in the last place of a float near 1, in the same direction at worst.
      Offset<Double> rounding = Offset.offset(3e-8 * plane.values().length);
      assertThat(plane.mean() * plane.values().length)
          .isCloseTo(goldens.get(key + "-sum-" + c), rounding);
      assertThat(plane.at(0, plane.width() - 1))
          .isCloseTo(goldens.get(key + "-corner-" + c), Goldens.FLOAT_SAMPLES);
      assertThat(plane.at(plane.height() / 3, plane.width() / 5))
          .isCloseTo(goldens.get(key + "-inside-" + c), Goldens.FLOAT_SAMPLES);
    }
  }
}

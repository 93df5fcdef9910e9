package io.chiral.imagery.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chiral.imagery.Image;
import io.chiral.imagery.resize.Bicubic;
import io.chiral.imagery.texture.DeadLeaves;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PairedImageTest {
  private final PairedImage pair = PairedImage.of(DeadLeaves.render(45, 38, 1), 4);

  @Test
  void modCropsBeforeShrinking() {
    assertThat(pair.hr().width()).isEqualTo(44);
    assertThat(pair.lr().height()).isEqualTo(9);
    assertThat(pair.lr()).isEqualTo(pair.lr().quantised());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
  void patchesStayAlignedInEveryOrientation(int orientation) {
    PairedImage patch = pair.patch(2, 1, 6, Orientation.of(orientation));
    assertThat(patch.lr().width()).isEqualTo(6);
    // Shrinking the large patch gives the small one away from the borders, where context is
    // missing.
    Image shrunk = Bicubic.lowResolution(patch.hr(), 4);
    for (int c = 0; c < 3; c++) {
      // One level: rows and columns are rounded in the other order in a transposed patch.
      assertThat(Math.abs(shrunk.at(c, 3, 2) - patch.lr().at(c, 3, 2))).isLessThan(1.5f / 255);
    }
  }

  @Test
  void theEightOrientationsDiffer() {
    Set<Image> seen = new HashSet<>();
    for (int i = 0; i < Orientation.COUNT; i++) {
      seen.add(pair.patch(0, 0, 5, Orientation.of(i)).hr());
    }
    assertThat(seen).hasSize(8);
    assertThat(pair.patch(1, 2, 5, Orientation.UPRIGHT).lr()).isEqualTo(pair.lr().crop(1, 2, 5, 5));
  }

  @Test
  void countsPositionsAndRefusesPatchesThatDoNotFit() {
    assertThat(pair.columns(6)).isEqualTo(6);
    assertThat(pair.rows(9)).isEqualTo(1);
    assertThatThrownBy(() -> pair.rows(10)).hasMessageContaining("patch of 10 does not fit");
  }
}

package io.chiral.imagery.texture;

import static org.assertj.core.api.Assertions.assertThat;

import io.chiral.imagery.Image;
import io.chiral.imagery.Plane;
import org.junit.jupiter.api.Test;

class DeadLeavesTest {

  @Test
  void isAFunctionOfSizeAndSeed() {
    assertThat(DeadLeaves.render(32, 24, 1)).isEqualTo(DeadLeaves.render(32, 24, 1));
    assertThat(DeadLeaves.render(32, 24, 1)).isNotEqualTo(DeadLeaves.render(32, 24, 2));
  }

  @Test
  void holdsBothFlatPartsAndEdges() {
    Plane grey = DeadLeaves.render(128, 128, 9).plane(1, 255);
    int flat = 0;
    int edges = 0;
    for (int y = 0; y < 128; y++) {
      for (int x = 1; x < 128; x++) {
        double step = Math.abs(grey.at(y, x) - grey.at(y, x - 1));
        flat += step < 1 ? 1 : 0;
        edges += step > 25 ? 1 : 0;
      }
    }
    assertThat(flat).isGreaterThan(128 * 128 / 5);
    assertThat(edges).isGreaterThan(128 * 128 / 50);
  }

  @Test
  void anySizeIsCovered() {
    for (int size : new int[] {1, 3, 17}) {
      Image image = DeadLeaves.render(size, 2 * size, 4);
      assertThat(image.height()).isEqualTo(2 * size);
      for (float sample : image.toArray()) {
        assertThat(sample).isBetween(0f, 1f);
      }
    }
  }
}

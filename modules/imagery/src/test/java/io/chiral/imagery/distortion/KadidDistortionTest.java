package io.chiral.imagery.distortion;

import static org.assertj.core.api.Assertions.assertThat;

import io.chiral.imagery.Image;
import io.chiral.imagery.dataset.Benchmark;
import io.chiral.imagery.dataset.DataSets;
import io.chiral.imagery.random.CounterRandom;
import io.chiral.imagery.texture.DeadLeaves;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KadidDistortionTest {
  private final Image image = DeadLeaves.render(96, 72, 8);
  private final CounterRandom random = new CounterRandom(1, 2);

  @ParameterizedTest
  @EnumSource(KadidDistortion.class)
  void strongestLevelsHarmMoreThanMildOnes(KadidDistortion type) {
    int mildest = 1;
    int worst = 1;
    for (int level = 1; level <= DistortionType.LEVELS; level++) {
      mildest = type.proxyOpinion(level) > type.proxyOpinion(mildest) ? level : mildest;
      worst = type.proxyOpinion(level) < type.proxyOpinion(worst) ? level : worst;
    }
    Image strong = type.apply(image, worst, random);
    assertThat(strong.hasShapeOf(image)).isTrue();
    assertThat(strong).isEqualTo(type.apply(image, worst, random)).isEqualTo(strong.quantised());
    assertThat(error(strong)).isGreaterThan(error(type.apply(image, mildest, random)));
  }

  private double error(Image distorted) {
    float[] a = image.quantised().toArray();
    float[] b = distorted.toArray();
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return sum / a.length;
  }

  @Test
  void typesAreNumberedAsTheAuthorsDo() {
    assertThat(KadidDistortion.values()).hasSize(23);
    assertThat(KadidDistortion.JPEG.id()).isEqualTo("10-jpeg");
    assertThat(KadidDistortion.CONTRAST_CHANGE.number()).isEqualTo(25);
    assertThat(Arrays.stream(KadidDistortion.values()).map(KadidDistortion::number))
        .doesNotContain(9, 15);
  }

  @Test
  void labIsCielabAndBack() {
    Image red = Image.generate(1, 1, 3, (c, y, x) -> c == 0 ? 1 : 0);
    Lab lab = Lab.of(red);
    assertThat(lab.light().at(0, 0)).isCloseTo(53.24, Offset.offset(0.01));
    assertThat(lab.a().at(0, 0)).isCloseTo(80.09, Offset.offset(0.02));
    assertThat(lab.b().at(0, 0)).isCloseTo(67.20, Offset.offset(0.02));
    float[] back = Lab.of(image).toImage().toArray();
    for (int i = 0; i < back.length; i++) {
      assertThat(back[i]).isCloseTo(image.toArray()[i], Offset.offset(1e-4f));
    }
  }

  @Test
  void fewColoursAreThatFew() {
    Image few = MedianCut.reduce(image, 8);
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 96 * 72; i++) {
      int y = i / 96;
      int x = i % 96;
      seen.add(few.at(0, y, x) + " " + few.at(1, y, x) + " " + few.at(2, y, x));
    }
    assertThat(seen).hasSize(8);
  }

  @Test
  void theLevelWithoutChangeIsTheImageItself() {
    assertThat(KadidDistortion.MEAN_SHIFT.apply(image, 3, random)).isEqualTo(image.quantised());
    assertThat(KadidDistortion.CONTRAST_CHANGE.apply(image, 3, random))
        .isEqualTo(image.quantised());
  }

  @Test
  void makesAProxyBenchmark() {
    Benchmark benchmark = ProxyBenchmark.kadid(DataSets.deadLeaves("leaves", 2, 64));
    assertThat(benchmark.id()).isEqualTo("proxy-kadid/leaves");
    assertThat(benchmark.proxy()).isTrue();
    assertThat(benchmark.items()).hasSize(2 * 23 * 5);
  }
}

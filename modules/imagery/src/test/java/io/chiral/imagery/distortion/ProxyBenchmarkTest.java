package io.chiral.imagery.distortion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chiral.imagery.Image;
import io.chiral.imagery.dataset.Benchmark;
import io.chiral.imagery.dataset.BenchmarkItem;
import io.chiral.imagery.dataset.DataSets;
import io.chiral.imagery.dataset.ImageSet;
import io.chiral.imagery.metric.ColourSpace;
import io.chiral.imagery.metric.Psnr;
import io.chiral.imagery.random.CounterRandom;
import io.chiral.imagery.texture.DeadLeaves;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProxyBenchmarkTest {
  private final ImageSet contents = DataSets.deadLeaves("dead-leaves", 3, 48);

  @Test
  void holdsEveryContentTypeAndLevelOnce() {
    Benchmark benchmark = ProxyBenchmark.of(contents);
    assertThat(benchmark.items()).hasSize(3 * Distortion.values().length * Distortion.LEVELS);
    assertThat(benchmark.contents()).hasSize(3);
    assertThat(benchmark.proxy()).isTrue();
    assertThat(benchmark.id()).isEqualTo("proxy/dead-leaves");
    assertThat(benchmark.items())
        .allMatch(item -> item.level() != null && item.opinion() == 6 - item.level());
  }

  @Test
  void equalSeedsGiveEqualImagesAndOthersDoNot() {
    List<Distortion> noise = List.of(Distortion.NOISE);
    Benchmark one = ProxyBenchmark.of("noisy", contents, noise, 1);
    Benchmark same = ProxyBenchmark.of("noisy", contents, noise, 1);
    Benchmark other = ProxyBenchmark.of("noisy", contents, noise, 2);
    assertThat(same.digest()).isEqualTo(one.digest());
    assertThat(other.digest()).isNotEqualTo(one.digest());
    assertThat(distorted(same, 7)).isEqualTo(distorted(one, 7));
    assertThat(distorted(other, 7)).isNotEqualTo(distorted(one, 7));
    assertThat(distorted(one, 0)).isNotEqualTo(distorted(one, 5));
  }

  private static Image distorted(Benchmark benchmark, int item) {
    BenchmarkItem found = benchmark.items().get(item);
    return found.distorted().load();
  }

  @ParameterizedTest
  @EnumSource(Distortion.class)
  void everyLevelIsFurtherFromTheReferenceAndKeepsItsShape(Distortion distortion) {
    Image reference = DeadLeaves.render(50, 46, 5);
    double closer = Psnr.EQUAL;
    for (int level = 1; level <= Distortion.LEVELS; level++) {
      Image image = distortion.apply(reference, level, new CounterRandom(3, 4));
      assertThat(image.hasShapeOf(reference)).isTrue();
      double psnr = new Psnr(ColourSpace.RGB, 0).score(reference, image);
      assertThat(psnr).as("%s level %d", distortion, level).isLessThan(closer);
      closer = psnr;
    }
  }

  @Test
  void refusesALevelThatIsNone() {
    assertThatThrownBy(() -> Distortion.BLUR.strength(6)).hasMessageContaining("1 to 5, got 6");
  }
}

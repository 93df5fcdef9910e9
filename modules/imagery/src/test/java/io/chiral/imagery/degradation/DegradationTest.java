package io.chiral.imagery.degradation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chiral.imagery.Image;
import io.chiral.imagery.degradation.BlurKernels.Ellipse;
import io.chiral.imagery.filter.Kernel;
import io.chiral.imagery.random.CounterRandom;
import io.chiral.imagery.resize.Bicubic;
import io.chiral.imagery.texture.DeadLeaves;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DegradationTest {
  private static final Offset<Double> EXACT = Offset.offset(1e-6);

  /** OpenCV's weights are single precision. */
  private static final Offset<Double> SINGLE = Offset.offset(1e-5);

  private final Image image = DeadLeaves.render(64, 48, 4);

  private static CounterRandom random(long item) {
    return new CounterRandom(7, 1).part(item);
  }

  @ParameterizedTest
  @EnumSource(Degradation.class)
  void isAFunctionOfSeedAndItem(Degradation degradation) {
    for (int scale : new int[] {2, 4}) {
      Image one = degradation.lowResolution(image, scale, random(3));
      assertThat(one.width()).isEqualTo(64 / scale);
      assertThat(one.height()).isEqualTo(48 / scale);
      assertThat(one).isEqualTo(degradation.lowResolution(image, scale, random(3)));
      assertThat(one).isEqualTo(one.quantised());
    }
  }

  @ParameterizedTest
  @EnumSource(
      names = {"BSRGAN", "REAL_ESRGAN"},
      value = Degradation.class)
  void itemsDifferAndKeepTheMeanLight(Degradation degradation) {
    double mean = image.plane(1, 1).mean();
    Set<Image> different = new HashSet<>();
    double sum = 0;
    for (int item = 0; item < 24; item++) {
      Image low = degradation.lowResolution(image, 4, random(item));
      different.add(low);
      sum += low.plane(1, 1).mean();
    }
    assertThat(different).hasSize(24);
    // Clamped noise and rounding move single images; their mean stays near.
    assertThat(sum / 24).isCloseTo(mean, Offset.offset(0.03));
  }

  @Test
  void bicubicIsThatOfTheStoredFiles() {
    assertThat(Degradation.named("bicubic").lowResolution(image, 4, random(0)))
        .isEqualTo(Bicubic.lowResolution(image, 4));
    assertThatThrownBy(() -> Degradation.named("jpeg")).hasMessageContaining("real-esrgan");
    assertThatThrownBy(() -> Degradation.BSRGAN.lowResolution(image, 5, random(0)))
        .hasMessageContaining("no multiples");
  }

  @Test
  void kernelsHaveTheirShapes() {
    Ellipse round = Ellipse.circle(1.5);
    for (Kernel kernel :
        new Kernel[] {
          BlurKernels.gaussian(15, new Ellipse(3, 0.5, 0.7)),
          BlurKernels.generalised(15, round, 0.6),
          BlurKernels.plateau(15, round, 1.5),
          BlurKernels.sinc(15, 1.2)
        }) {
      assertThat(Arrays.stream(kernel.weights()).sum()).isCloseTo(1, EXACT);
      // Every kernel is its own mirror image about the middle.
      assertThat(kernel.weights()[3]).isCloseTo(kernel.weights()[15 * 15 - 4], EXACT);
    }
    assertThat(BlurKernels.generalised(7, round, 1).weights())
        .isEqualTo(BlurKernels.gaussian(7, round).weights());
    // Turned by a quarter, along and across change places.
    assertThat(BlurKernels.gaussian(9, new Ellipse(2, 1, Math.PI / 2)).weights()[4])
        .isCloseTo(BlurKernels.gaussian(9, new Ellipse(1, 2, 0)).weights()[4], EXACT);
    assertThat(BlurKernels.sinc(15, 1.2).weights()[15 * 7 + 11]).isNegative();
  }

  /** Values of OpenCV's {@code resize} of the row 0, 1, 4, 9, 2. */
  @Test
  void interpolatesAsOpenCv() {
    Image row = Image.of(5, 1, 1, new float[] {0, 1, 4, 9, 2});
    assertRow(Interpolation.BILINEAR, row, 0, 0.571429, 1.857143, 4, 7.571429, 6, 2);
    assertRow(Interpolation.BILINEAR, row, 0.333333, 4, 4.333333);
    assertRow(
        Interpolation.BICUBIC, row, -0.078717, 0.265307, 1.682218, 4, 8.577259, 6.586006, 1.448978);
    assertRow(Interpolation.BICUBIC, row, 0.148148, 4, 4.481482);
    // PyTorch's adaptive windows: overlapping whole pixels.
    assertRow(Interpolation.AREA, row, 0.5, 14.0 / 3, 5.5);
  }

  private static void assertRow(Interpolation interpolation, Image row, double... expected) {
    Image resized = interpolation.resize(row, expected.length, 1);
    for (int x = 0; x < expected.length; x++) {
      assertThat((double) resized.at(0, 0, x)).isCloseTo(expected[x], SINGLE);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {8, 64, 256})
  void shotNoiseHasTheVarianceOfCounts(double levels) {
    Image grey = Image.generate(128, 128, 3, (c, y, x) -> 102 / 255f);
    Image noisy = Noise.poisson(grey, levels, 0.5, false, random(1));
    double[] samples = noisy.plane(0, 1).values();
    double mean = Arrays.stream(samples).average().orElseThrow();
    double variance = Arrays.stream(samples).map(v -> (v - mean) * (v - mean)).average().orElse(0);
    assertThat(mean).isCloseTo(0.4, Offset.offset(0.01));
    assertThat(variance / (0.25 * 0.4 / levels)).isBetween(0.9, 1.1);
  }

  @Test
  void greyNoiseIsTheSameInAllChannelsAndCorrelatedNoiseIsNot() {
    Image grey = Image.generate(64, 64, 3, (c, y, x) -> 0.5f);
    Image same = Noise.gaussian(grey, 0.05, true, random(2));
    assertThat(same.plane(0, 1).values()).isEqualTo(same.plane(2, 1).values());
    Image mixed = Noise.correlated(grey, 0.1, new Dice(random(3)));
    assertThat(mixed.plane(0, 1).values()).isNotEqualTo(mixed.plane(2, 1).values());
  }

  @Test
  void diceFallAsTheyShould() {
    Dice dice = new Dice(random(9));
    assertThat(dice.order(6)).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5);
    int[] counts = new int[3];
    IntStream.range(0, 6000).forEach(i -> counts[dice.weighted(0.2, 0.7, 0.1)]++);
    assertThat(counts[0]).isBetween(1050, 1350);
    assertThat(counts[2]).isBetween(480, 720);
    assertThat(IntStream.range(0, 1000).map(i -> dice.integer(30, 32)).distinct().count())
        .isEqualTo(3);
  }
}

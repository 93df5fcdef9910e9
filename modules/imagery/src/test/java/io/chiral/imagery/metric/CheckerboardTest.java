package io.chiral.imagery.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chiral.imagery.Goldens;
import io.chiral.imagery.Image;
import io.chiral.imagery.Luma;
import io.chiral.imagery.Plane;
import io.chiral.imagery.distortion.Distortion;
import io.chiral.imagery.random.CounterRandom;
import io.chiral.imagery.resize.Bicubic;
import java.io.IOException;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckerboardTest {
  private final Checkerboard fours = new Checkerboard(4, 4);
  private final Checkerboard threes = new Checkerboard(3, 4);
  private Image picture;

  @BeforeEach
  void readAPhotograph() throws IOException {
    picture = Goldens.photograph("test/chelsea.png").crop(80, 20, 240, 240);
  }

  @ParameterizedTest
  @CsvSource({"2,4", "4,4", "3,3"})
  void moreOfAPlantedLatticeScoresWorse(int upscaling, int period) {
    Checkerboard judge = new Checkerboard(period, 4);
    double faint = judge.score(picture, planted(upscaling, 2));
    double plain = judge.score(picture, planted(upscaling, 4));
    double strong = judge.score(picture, planted(upscaling, 8));

    assertThat(judge.score(picture, picture)).isZero();
    assertThat(faint).isPositive();
    assertThat(plain).isGreaterThan(1.5 * faint);
    assertThat(strong).isGreaterThan(1.3 * plain).isGreaterThan(2);
  }

  @Test
  void anotherPeriodsLatticeIsNotSeen() {
    assertThat(fours.score(picture, planted(3, 8))).isLessThan(0.1);
    assertThat(threes.score(picture, planted(4, 8))).isLessThan(0.1);
    assertThat(threes.score(picture, planted(2, 8))).isLessThan(0.1);
  }

  @Test
  void softAndNoisyPicturesHaveNoArtefact() {
    Image bicubic = Bicubic.upscale(Bicubic.lowResolution(picture, 4), 4);
    Image blurred = Distortion.BLUR.apply(picture, 4, new CounterRandom(1, 1));
    Image noisy = Distortion.NOISE.apply(picture, 4, new CounterRandom(1, 1));
    for (Image other : List.of(bicubic, blurred, noisy)) {
      assertThat(fours.score(picture, other)).isLessThan(0.3);
    }
  }

  @Test
  void anImageMayBeJudgedInPieces() {
    Plane before = Luma.full(picture);
    Plane after = Luma.full(planted(4, 8));
    double pieces =
        Checkerboard.excess(
            List.of(before.crop(0, 0, 240, 128), before.crop(0, 112, 240, 128)),
            List.of(after.crop(0, 0, 240, 128), after.crop(0, 112, 240, 128)),
            4);

    assertThat(pieces)
        .isCloseTo(Checkerboard.excess(List.of(before), List.of(after), 4), Offset.offset(1e-9));
  }

  @Test
  void saysHowSmallAnImageMayBe() {
    Image small = picture.crop(0, 0, 39, 40);
    assertThatThrownBy(() -> fours.score(small, small))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("32×32 pixels inside the border");
    assertThat(threes.score(small, small)).isZero();
  }

  private Image planted(int every, int greyLevels) {
    return Image.generate(
        picture.width(),
        picture.height(),
        picture.channels(),
        (c, y, x) ->
            picture.at(c, y, x) + (y % every == 0 && x % every == 0 ? greyLevels / 255f : 0));
  }
}

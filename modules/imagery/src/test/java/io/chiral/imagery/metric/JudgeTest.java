package io.chiral.imagery.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chiral.imagery.Image;
import io.chiral.imagery.distortion.Distortion;
import io.chiral.imagery.random.CounterRandom;
import io.chiral.imagery.texture.DeadLeaves;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JudgeTest {
  private static final List<Judge> FULL_REFERENCE = Judges.classical(2);

  private final Image image = DeadLeaves.render(96, 80, 7);

  @Test
  void anEqualImageHasTheBestScore() {
    assertThat(new Psnr(ColourSpace.Y, 0).score(image, image)).isEqualTo(Psnr.EQUAL);
    assertThat(new Ssim(ColourSpace.RGB, 0).score(image, image)).isEqualTo(1);
    assertThat(new Gmsd(0).score(image, image)).isZero();
    assertThat(new Fsim(true, 0).score(image, image)).isCloseTo(1, Offset.offset(1e-12));
    // The published code keeps 1e-10 of every variance for itself.
    assertThat(new Vif(0).score(image, image)).isCloseTo(1, Offset.offset(1e-6));
  }

  @ParameterizedTest
  @EnumSource(
      value = Distortion.class,
      names = {"NOISE", "BLUR", "JPEG"})
  void moreDistortionScoresWorse(Distortion distortion) {
    Image mild = distortion.apply(image, 1, new CounterRandom(1, 1));
    Image severe = distortion.apply(image, 5, new CounterRandom(1, 1));
    for (Judge judge : FULL_REFERENCE) {
      double sign = judge.higherIsBetter() ? 1 : -1;
      assertThat(sign * judge.score(image, mild))
          .as(judge.id())
          .isGreaterThan(sign * judge.score(image, severe));
    }
  }

  @Test
  void symmetricJudgesDoNotCareWhichIsTheReference() {
    Image other = Distortion.NOISE.apply(image, 3, new CounterRandom(1, 1));
    for (Judge judge : FULL_REFERENCE) {
      if (judge instanceof Vif) {
        continue; // asks how much of the reference's information is left
      }
      assertThat(judge.score(image, other)).as(judge.id()).isEqualTo(judge.score(other, image));
    }
  }

  @Test
  void moreContrastCarriesMoreThanTheReference() {
    Image pale = Image.generate(96, 80, 3, (c, y, x) -> 0.3f + 0.4f * image.at(c, y, x));
    assertThat(new Vif(0).score(pale, image)).isGreaterThan(1);
  }

  @Test
  void whatHasNoStructureHasNoScore() {
    Image flat = Image.generate(64, 64, 3, (c, y, x) -> 0.5f);
    assertThat(new Vif(0).score(flat, flat)).isNaN();
  }

  @Test
  void overshootIsClampedBeforeItIsJudged() {
    Image white = Image.generate(32, 32, 3, (c, y, x) -> 1f);
    Image beyond = Image.generate(32, 32, 3, (c, y, x) -> 1.7f);
    assertThat(new Psnr(ColourSpace.RGB, 0).score(white, beyond)).isEqualTo(Psnr.EQUAL);
  }

  @Test
  void saysWhatIsWrongWithItsImages() {
    Image small = image.crop(0, 0, 12, 12);
    for (Judge judge : FULL_REFERENCE) {
      assertThatThrownBy(() -> judge.score(null, image)).hasMessageContaining("needs a reference");
      assertThatThrownBy(() -> judge.score(small, image)).hasMessageContaining("one shape");
    }
    assertThatThrownBy(() -> new Ssim(ColourSpace.Y, 2).score(small, small))
        .hasMessageContaining("11×11");
    assertThatThrownBy(() -> new Vif(0).score(small, small)).hasMessageContaining("41×41");
    assertThatThrownBy(() -> new Psnr(ColourSpace.Y, 6).score(small, small))
        .hasMessageContaining("border of 6");
  }

  @Test
  void everyProtocolNamesColoursBorderAndRounding() {
    for (Judge judge : FULL_REFERENCE) {
      assertThat(judge.protocol()).contains("border 2").contains("8 bits");
    }
  }

  @Test
  void aNiqeModelSurvivesItsFile() throws IOException {
    NiqeModel model = model();
    NiqeModel read = NiqeModel.fromJson(model.toJson());
    assertThat(read.digest()).isEqualTo(model.digest());
    assertThat(new Niqe(read, 0).score(null, image))
        .isEqualTo(new Niqe(model, 0).score(null, image));
  }

  @Test
  void niqeFindsNoiseUnnaturalAndAFlatImageUnscorable() {
    Niqe niqe = new Niqe(model(), 0);
    Image noisy = Distortion.NOISE.apply(image, 5, new CounterRandom(1, 1));
    assertThat(niqe.score(null, noisy)).isGreaterThan(niqe.score(null, image));
    assertThat(niqe.score(null, Image.generate(96, 80, 3, (c, y, x) -> 0.5f))).isNaN();
  }

  @Test
  void niqeRefusesTooFewBlocks() {
    assertThatThrownBy(() -> NiqeModel.fit(List.of(image), 96, 0.75))
        .hasMessageContaining("needs more than 36");
    Niqe niqe = new Niqe(model(), 0);
    assertThatThrownBy(() -> niqe.score(null, image.crop(0, 0, 31, 31)))
        .hasMessageContaining("at least two blocks of 16×16");
  }

  private static NiqeModel model() {
    List<Image> images =
        IntStream.range(0, 4).mapToObj(seed -> DeadLeaves.render(96, 96, seed)).toList();
    return NiqeModel.fit(images, 16, 0.3);
  }
}

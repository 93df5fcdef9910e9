package io.chiral.imagery.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.chiral.imagery.Goldens;
import io.chiral.imagery.Image;
import io.chiral.imagery.resize.Bicubic;
import java.io.IOException;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A photograph and its bicubic ×4, against the published formulas in NumPy and SciPy. */
class JudgeGolden {
  /**
   * A few of 400,000 upscaled samples are so near a half level that float and double part there.
   */
  private static final Offset<Double> ROUNDED_OTHERWISE = Offset.offset(1e-4);

  private Goldens goldens;
  private Image original;
  private Image upscaled;

  @BeforeEach
  void shrinkAndEnlarge() throws IOException {
    goldens = Goldens.load();
    original = Goldens.photograph("test/chelsea.png").modCrop(4);
    upscaled = Bicubic.upscale(Bicubic.lowResolution(original, 4), 4);
  }

  @Test
  void everyFullReferenceJudgeEqualsItsFormula() {
    for (Judge judge : Judges.classical(4)) {
      assertThat(judge.score(original, upscaled))
          .as(judge.id())
          .isCloseTo(goldens.get(judge.id()), ROUNDED_OTHERWISE);
    }
  }

  @Test
  void fsimOfAnOddShapeEqualsItsFormula() {
    Image hr = original.shave(4).crop(0, 0, 203, 151);
    Image up = upscaled.shave(4).crop(0, 0, 203, 151);
    for (Judge judge : List.of(new Fsim(false, 0), new Fsim(true, 0))) {
      assertThat(judge.score(hr, up))
          .as(judge.id())
          .isCloseTo(goldens.get(judge.id() + "-odd"), ROUNDED_OTHERWISE);
    }
  }

  @Test
  void niqeEqualsItsFormula() throws IOException {
    NiqeModel model = NiqeModel.fit(List.of(Goldens.photograph("train/raccoon.png")), 32, 0.5);
    assertThat(model.blocks()).isEqualTo((int) goldens.get("niqe-blocks"));
    for (int i = 0; i < model.mean().length; i++) {
      // A shape is one of a grid of 0.001: a tie broken otherwise moves one block's by that.
      assertThat(model.mean()[i])
          .isCloseTo(goldens.get("niqe-mean-" + i), Offset.offset(1e-3 / model.blocks()));
    }
    Niqe niqe = new Niqe(model, 4);
    assertThat(niqe.score(null, original)).isCloseTo(goldens.get("niqe-hr"), Offset.offset(1e-3));
    assertThat(niqe.score(null, upscaled))
        .isCloseTo(goldens.get("niqe-bicubic"), Offset.offset(1e-3));
  }
}

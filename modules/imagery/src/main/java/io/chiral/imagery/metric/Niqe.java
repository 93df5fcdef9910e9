package io.chiral.imagery.metric;

import io.chiral.imagery.Image;
import org.jspecify.annotations.Nullable;

/**
 * Natural image quality evaluator (Mittal, Soundararajan, Bovik 2013) by a model fitted here: its
 * figures compare with each other, not with those of the authors' model.
 *
 * <p>A flat image has no score: NaN.
 *
 * @param border pixels shaved from each side
 */
public record Niqe(NiqeModel model, int border) implements Judge {

  @Override
  public String id() {
    return "niqe";
  }

  @Override
  public JudgeFamily family() {
    return JudgeFamily.PERCEPTUAL;
  }

  @Override
  public boolean higherIsBetter() {
    return false;
  }

  @Override
  public boolean needsReference() {
    return false;
  }

  @Override
  public String protocol() {
    return ("NIQE on Y (BT.601 studio range) rounded to 8 bits, border %d, blocks of %d×%d,"
            + " model %s of %d training blocks above %.2f of the sharpest")
        .formatted(
            border,
            model.blockSize(),
            model.blockSize(),
            model.digest().substring(0, 12),
            model.blocks(),
            model.sharpness());
  }

  @Override
  public double score(@Nullable Image reference, Image distorted) {
    return model.distance(Prepared.image(distorted, border));
  }
}

package io.chiral.imagery.sample;

import io.chiral.imagery.Image;

/**
 * One of the eight flips and quarter turns of a square, the augmentation of classical
 * super-resolution.
 *
 * @param flipped mirrored left to right
 * @param upended then mirrored top to bottom
 * @param transposed then with rows and columns exchanged
 */
public record Orientation(boolean flipped, boolean upended, boolean transposed) {
  /** How many there are. */
  public static final int COUNT = 8;

  /** As it is: number 0. */
  public static final Orientation UPRIGHT = of(0);

  /** The orientation of a number from 0 to 7. */
  public static Orientation of(int number) {
    if (number < 0 || number >= COUNT) {
      throw new IllegalArgumentException("an orientation is 0 to 7, got " + number);
    }
    return new Orientation((number & 1) != 0, (number & 2) != 0, (number & 4) != 0);
  }

  /** The image turned. */
  public Image apply(Image image) {
    Image result = flipped ? image.flipHorizontally() : image;
    result = upended ? result.flipVertically() : result;
    return transposed ? result.transpose() : result;
  }
}

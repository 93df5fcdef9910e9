package io.chiral.imagery.overlap;

/**
 * Two images that show the same photograph.
 *
 * @param one name of an image of the first set
 * @param other name of an image of the second set
 * @param how they agree
 * @param x how much further right the same detail lies in {@code other}; 0 unless {@code SHIFTED}
 * @param y how much further down
 * @param correlation of what was compared, up to 1
 */
public record Overlap(String one, String other, How how, int x, int y, double correlation) {

  /** How two images agree. */
  public enum How {
    /** The very same bytes. */
    SAME_FILE,
    /** The same detail at the same size, at another or the same place. */
    SHIFTED,
    /** The same picture as a whole, at another size. */
    RESIZED
  }

  /** The same as seen from the second set. */
  Overlap turned() {
    return new Overlap(other, one, how, -x, -y, correlation);
  }

  /** For people. */
  public String describe() {
    return switch (how) {
      case SAME_FILE -> "%s and %s are the same file".formatted(one, other);
      case SHIFTED ->
          "%s and %s show the same photograph, shifted by (%d, %d), correlation %.3f"
              .formatted(one, other, x, y, correlation);
      case RESIZED ->
          "%s and %s show the same photograph at different sizes, correlation %.3f"
              .formatted(one, other, correlation);
    };
  }
}

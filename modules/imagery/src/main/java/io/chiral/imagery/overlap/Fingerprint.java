package io.chiral.imagery.overlap;

import io.chiral.imagery.Image;
import io.chiral.imagery.Luma;
import io.chiral.imagery.Plane;

/**
 * What is kept of an image to compare it with others.
 *
 * @param band its coarse detail at its own size
 * @param whole its coarse detail with the whole image brought to 32×32
 */
record Fingerprint(Band band, Band whole) {
  private static final int WHOLE = 32;

  static Fingerprint of(Image image) {
    Plane luma = Luma.full(image);
    return new Fingerprint(Band.of(luma), Band.whitened(Shrunk.to(luma, WHOLE, WHOLE)));
  }

  /** Correlation of the two whole pictures. */
  double resized(Fingerprint other) {
    double dot = 0;
    double own = 0;
    double its = 0;
    for (int i = 0; i < whole.values().length; i++) {
      double a = whole.values()[i];
      double b = other.whole.values()[i];
      dot += a * b;
      own += a * a;
      its += b * b;
    }
    return own <= 1e-3 || its <= 1e-3 ? 0 : dot / Math.sqrt(own * its);
  }
}

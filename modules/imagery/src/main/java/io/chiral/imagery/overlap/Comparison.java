package io.chiral.imagery.overlap;

import io.chiral.imagery.Luma;
import io.chiral.imagery.dataset.ImageEntry;
import io.chiral.imagery.overlap.Detail.Found;
import io.chiral.imagery.overlap.Overlap.How;
import io.chiral.imagery.overlap.Template.Match;
import org.jspecify.annotations.Nullable;

/**
 * Compares two images: their digests, their whole pictures, and a piece of each with all of the
 * other. Agreement at coarse detail is a candidate; it counts if single pixels agree, too.
 */
final class Comparison {
  /** A crop that falls between samples still agrees by some 0.75. */
  private static final double CANDIDATE = 0.55;

  private static final double SAME_PICTURE = 0.9;

  /** No two photographs of Kodak24, BSD100, Set5 and Set14 that differ reach it. */
  private static final double SAME_DETAIL = 0.75;

  private Comparison() {}

  /** An image with what is searched for and in. */
  record Side(ImageEntry entry, Fingerprint fingerprint, @Nullable Template template) {

    static Side of(ImageEntry entry, FingerprintStore store) {
      Fingerprint fingerprint = store.of(entry);
      return new Side(entry, fingerprint, Template.of(fingerprint.band()));
    }
  }

  /** How the two agree; null: they do not. */
  static @Nullable Overlap of(Side one, Side other) {
    String first = one.entry().name();
    String second = other.entry().name();
    if (one.entry().sha256().equals(other.entry().sha256())) {
      return new Overlap(first, second, How.SAME_FILE, 0, 0, 1);
    }
    Found found = found(one, other);
    if (found != null) {
      return new Overlap(first, second, How.SHIFTED, found.x(), found.y(), found.correlation());
    }
    Found back = found(other, one);
    if (back != null) {
      return new Overlap(first, second, How.SHIFTED, -back.x(), -back.y(), back.correlation());
    }
    double resized = one.fingerprint().resized(other.fingerprint());
    return resized < SAME_PICTURE ? null : new Overlap(first, second, How.RESIZED, 0, 0, resized);
  }

  private static @Nullable Found found(Side one, Side other) {
    Template template = one.template();
    if (template == null) {
      return null;
    }
    Match match = template.search(other.fingerprint().band());
    if (match == null || match.correlation() < CANDIDATE) {
      return null;
    }
    Found found =
        Detail.find(
            Luma.full(one.entry().load()),
            Luma.full(other.entry().load()),
            template.x() * Band.CELL,
            template.y() * Band.CELL,
            template.side() * Band.CELL,
            (match.x() - template.x()) * Band.CELL,
            (match.y() - template.y()) * Band.CELL);
    return found == null || found.correlation() < SAME_DETAIL ? null : found;
  }
}

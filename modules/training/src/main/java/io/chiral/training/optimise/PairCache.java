package io.chiral.training.optimise;

import io.chiral.imagery.dataset.ImageEntry;
import io.chiral.imagery.sample.PairedImage;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Photographs with their low-resolution partners, decoded and shrunk once, the least recently used
 * forgotten beyond a bound. What it holds never changes what a run computes. Any thread may ask;
 * one at a time is answered.
 */
public final class PairCache {

  private final long boundBytes;
  private final Map<Key, PairedImage> pairs = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;

  /**
   * @param boundBytes of Java's heap; the pair last asked for is kept in any case
   */
  public PairCache(long boundBytes) {
    this.boundBytes = boundBytes;
  }

  synchronized PairedImage get(ImageEntry entry, int scale) {
    ImageEntry partner = entry.lowResolutions().get(scale);
    Key key = new Key(entry.sha256(), partner == null ? "" : partner.sha256(), scale);
    PairedImage known = pairs.get(key);
    if (known != null) {
      return known;
    }
    PairedImage pair = PairedImage.of(entry, scale);
    pairs.put(key, pair);
    bytes += size(pair);
    forgetBeyondBound();
    return pair;
  }

  private void forgetBeyondBound() {
    Iterator<PairedImage> eldestFirst = pairs.values().iterator();
    while (bytes > boundBytes && pairs.size() > 1) {
      bytes -= size(eldestFirst.next());
      eldestFirst.remove();
    }
  }

  private static long size(PairedImage pair) {
    long samples = (long) pair.lr().width() * pair.lr().height() * pair.lr().channels();
    return Float.BYTES * samples * (1 + (long) pair.scale() * pair.scale());
  }

  /**
   * @param partner digest of the stored low-resolution image; empty: it is made
   */
  private record Key(String image, String partner, int scale) {}
}

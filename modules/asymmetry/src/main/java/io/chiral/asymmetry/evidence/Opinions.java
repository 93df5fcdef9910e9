package io.chiral.asymmetry.evidence;

import io.chiral.messages.event.OpinionRecorded;
import java.util.Collection;
import java.util.Comparator;
import java.util.TreeMap;

/**
 * People's opinions, each once. Of more than {@link #MOST} those whose ids have the smallest hashes
 * stay: a random part of them that does not depend on the order of their arrival. About 560 bytes
 * each, 11 MB at most.
 */
public final class Opinions {

  /** Eight hundred of each of 24 people. */
  public static final int MOST = 20_000;

  private final int most;
  private final TreeMap<String, OpinionRecorded> kept =
      new TreeMap<>(
          Comparator.comparingInt(Opinions::hash).thenComparing(Comparator.naturalOrder()));
  private long changes;

  Opinions() {
    this(MOST);
  }

  Opinions(int most) {
    this.most = most;
  }

  void add(OpinionRecorded opinion, Faults faults) {
    OpinionRecorded known = kept.putIfAbsent(opinion.id(), opinion);
    if (known == null) {
      changes++;
      if (kept.size() > most) {
        kept.pollLastEntry();
      }
    } else if (!known.equals(opinion)
        && !faults.settle("opinion " + opinion.id(), known.toString(), opinion.toString())) {
      changes++;
      kept.put(opinion.id(), opinion);
    }
  }

  /** In an order that depends on their ids only. */
  public Collection<OpinionRecorded> all() {
    return kept.values();
  }

  /** Whether as many came as are kept at most, so that others may have been left out. */
  public boolean full() {
    return kept.size() == most;
  }

  /** Rises whenever what is kept changes. */
  public long changes() {
    return changes;
  }

  /** Murmur3's finaliser over Java's hash, which says too little of long common beginnings. */
  private static int hash(String id) {
    int bits = id.hashCode();
    bits = (bits ^ (bits >>> 16)) * 0x85ebca6b;
    bits = (bits ^ (bits >>> 13)) * 0xc2b2ae35;
    return bits ^ (bits >>> 16);
  }
}

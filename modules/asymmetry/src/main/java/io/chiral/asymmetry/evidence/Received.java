package io.chiral.asymmetry.evidence;

import java.util.BitSet;

/** Which numbered parts of a batch have come. */
final class Received {

  private final BitSet parts = new BitSet();
  private int count;

  void part(int part, int parts) {
    this.parts.set(part);
    count = Math.max(count, parts);
  }

  boolean complete() {
    return count > 0 && parts.nextClearBit(0) >= count;
  }

  int count() {
    return count;
  }

  int[] numbers() {
    return parts.stream().toArray();
  }
}

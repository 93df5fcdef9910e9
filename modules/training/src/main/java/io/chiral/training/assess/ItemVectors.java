package io.chiral.training.assess;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What was computed of benchmark items and does not change with training, by (metric's frozen
 * weights, benchmark) and item; the tables least recently used are forgotten beyond a bound. One
 * thread at a time.
 */
final class ItemVectors {

  /** 256 MiB of float32. */
  private static final long BOUND = 64L << 20;

  private final Map<String, VectorTable> tables = new LinkedHashMap<>(16, 0.75f, true);

  /** The table of that name, to be filled by the caller; stays if it is the last one asked for. */
  VectorTable table(String name) {
    VectorTable table = tables.computeIfAbsent(name, absent -> new VectorTable());
    Iterator<VectorTable> eldestFirst = tables.values().iterator();
    long floats = tables.values().stream().mapToLong(VectorTable::size).sum();
    while (floats > BOUND && tables.size() > 1) {
      floats -= eldestFirst.next().size();
      eldestFirst.remove();
    }
    return table;
  }
}

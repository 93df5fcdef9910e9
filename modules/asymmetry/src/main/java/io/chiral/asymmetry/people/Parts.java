package io.chiral.asymmetry.people;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The parts of a graph of comparisons within which abilities can be compared. */
final class Parts {

  private final TreeMap<Output, Output> parents = new TreeMap<>();

  /** Two outputs were compared. */
  void join(Output one, Output other) {
    Output a = root(one);
    Output b = root(other);
    parents.put(a.compareTo(b) < 0 ? b : a, a.compareTo(b) < 0 ? a : b);
  }

  private Output root(Output output) {
    Output at = output;
    Output above = parents.computeIfAbsent(at, Output.class::cast);
    while (!above.equals(at)) {
      at = above;
      above = parents.getOrDefault(at, at);
    }
    parents.put(output, at);
    return at;
  }

  /** The part with most outputs; of equally large ones that of the first output. */
  SortedSet<Output> largest() {
    TreeMap<Output, SortedSet<Output>> parts = new TreeMap<>();
    for (Output output : List.copyOf(parents.keySet())) {
      parts.computeIfAbsent(root(output), root -> new TreeSet<>()).add(output);
    }
    Collection<SortedSet<Output>> all = new ArrayList<>(parts.values());
    return all.stream()
        .max(
            Comparator.<SortedSet<Output>>comparingInt(SortedSet::size)
                .thenComparing(SortedSet::first, Comparator.reverseOrder()))
        .orElseGet(TreeSet::new);
  }
}

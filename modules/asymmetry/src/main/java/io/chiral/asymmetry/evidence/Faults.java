package io.chiral.asymmetry.evidence;

import io.chiral.messages.report.Fault;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Keys that came with two different values. The smallest value is kept, so that the answer does not
 * depend on which came first; the largest is shown beside it.
 */
public final class Faults {

  /** The first keys in order are shown; a fault is rare, and many have one cause. */
  private static final int SHOWN = 200;

  private final TreeMap<String, Contradiction<Double>> numbers = new TreeMap<>();
  private final TreeMap<String, Contradiction<String>> texts = new TreeMap<>();

  private record Contradiction<V extends Comparable<V>>(V smallest, V largest) {
    Contradiction<V> and(Contradiction<V> other) {
      return new Contradiction<>(
          smallest.compareTo(other.smallest) <= 0 ? smallest : other.smallest,
          largest.compareTo(other.largest) >= 0 ? largest : other.largest);
    }
  }

  /** Which of two values of a key is used; notes the fault if they differ. */
  double settle(String key, double one, double other) {
    if (Double.compare(one, other) == 0) {
      return one;
    }
    note(numbers, key, one, other);
    return Double.compare(one, other) < 0 ? one : other;
  }

  /** As for numbers: whether {@code one} is used rather than {@code other}, which differs. */
  boolean settle(String key, String one, String other) {
    note(texts, key, one, other);
    return one.compareTo(other) <= 0;
  }

  /** Takes over what another fold noted. */
  public void addAll(Faults other) {
    other.numbers.forEach((key, found) -> note(numbers, key, found.smallest, found.largest));
    other.texts.forEach((key, found) -> note(texts, key, found.smallest, found.largest));
  }

  /** All shown faults, by key. */
  public List<Fault> list() {
    return noted()
        .map(noted -> new Fault(noted.key(), noted.smallest(), noted.largest()))
        .sorted((a, b) -> a.key().compareTo(b.key()))
        .toList();
  }

  /** All that was noted, in a fixed order. */
  public Stream<Noted> noted() {
    return Stream.concat(
        numbers.entrySet().stream().map(entry -> noted(entry, true)),
        texts.entrySet().stream().map(entry -> noted(entry, false)));
  }

  private static Noted noted(Map.Entry<String, ? extends Contradiction<?>> entry, boolean number) {
    Contradiction<?> found = entry.getValue();
    return new Noted(
        entry.getKey(), number, String.valueOf(found.smallest), String.valueOf(found.largest));
  }

  /**
   * Takes over what was noted before.
   *
   * @throws NumberFormatException if its values are no numbers and shall be
   */
  public void note(Noted noted) {
    if (noted.number()) {
      double smallest = Double.parseDouble(noted.smallest());
      note(numbers, noted.key(), smallest, Double.parseDouble(noted.largest()));
    } else {
      note(texts, noted.key(), noted.smallest(), noted.largest());
    }
  }

  private static <V extends Comparable<V>> void note(
      TreeMap<String, Contradiction<V>> notes, String key, V one, V other) {
    notes.merge(key, new Contradiction<>(one, one), Contradiction::and);
    notes.merge(key, new Contradiction<>(other, other), Contradiction::and);
    if (notes.size() > SHOWN) {
      notes.pollLastEntry();
    }
  }
}

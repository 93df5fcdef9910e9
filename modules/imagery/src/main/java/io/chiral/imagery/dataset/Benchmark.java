package io.chiral.imagery.dataset;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Distorted images with opinions: of pairs with a reference, for full- and no-reference assessors,
 * or of images alone, for no-reference ones.
 *
 * @param proxy whether the opinions are distortion levels in place of people's; such a figure is
 *     labelled {@code proxy} and never averaged with others
 * @param notes one line for each thing a reader of results should know: the label file, its
 *     orientation, what was left out
 */
public record Benchmark(String id, boolean proxy, List<BenchmarkItem> items, List<String> notes) {

  /**
   * @throws IllegalArgumentException if two items share an id, or some have references and others
   *     do not
   */
  public Benchmark {
    items = List.copyOf(items);
    notes = List.copyOf(notes);
    Set<String> ids = new HashSet<>();
    boolean references = !items.isEmpty() && items.get(0).reference() != null;
    for (BenchmarkItem item : items) {
      if (!ids.add(item.id())) {
        throw new IllegalArgumentException(
            "benchmark %s: two items are named %s".formatted(id, item.id()));
      }
      if ((item.reference() != null) != references) {
        throw new IllegalArgumentException(
            "benchmark %s: %s and %s differ in having a reference; all have one or none has"
                .formatted(id, items.get(0).id(), item.id()));
      }
    }
  }

  /** Whether its items have references; one without can judge no-reference assessors only. */
  public boolean hasReferences() {
    return !items.isEmpty() && items.get(0).reference() != null;
  }

  /** The contents, in order of first appearance. */
  public List<String> contents() {
    return items.stream().map(BenchmarkItem::content).distinct().toList();
  }

  /** The names of its published splits. */
  public SortedSet<String> splits() {
    SortedSet<String> names = new TreeSet<>();
    items.forEach(item -> names.addAll(item.splits().keySet()));
    return names;
  }

  /** SHA-256 over ids, contents, images, opinions and splits in order. */
  public String digest() {
    return Digest.of(items.stream().map(Benchmark::line).collect(Collectors.joining()));
  }

  private static String line(BenchmarkItem item) {
    ImageEntry reference = item.reference();
    return String.join(
            "\0",
            item.id(),
            item.content(),
            reference == null ? "" : reference.sha256(),
            item.distorted().sha256(),
            Double.toString(item.opinion()),
            item.splits().toString())
        + "\n";
  }
}

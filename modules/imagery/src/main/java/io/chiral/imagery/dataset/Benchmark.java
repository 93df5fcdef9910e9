package io.chiral.imagery.dataset;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Distorted images with opinions, for full-reference assessors.
 *
 * @param proxy whether the opinions are distortion levels in place of people's; such a figure is
 *     labelled {@code proxy} and never averaged with others
 */
public record Benchmark(String id, boolean proxy, List<BenchmarkItem> items) {

  public Benchmark {
    items = List.copyOf(items);
    Set<String> ids = new HashSet<>();
    for (BenchmarkItem item : items) {
      if (!ids.add(item.id())) {
        throw new IllegalArgumentException(
            "benchmark %s: two items are named %s".formatted(id, item.id()));
      }
    }
  }

  /** The contents, in order of first appearance. */
  public List<String> contents() {
    return items.stream().map(BenchmarkItem::content).distinct().toList();
  }

  /** SHA-256 over ids, images and opinions in order. */
  public String digest() {
    return Digest.of(items.stream().map(Benchmark::line).collect(Collectors.joining()));
  }

  private static String line(BenchmarkItem item) {
    return "%s\0%s\0%s\0%s\n"
        .formatted(item.id(), item.reference().sha256(), item.distorted().sha256(), item.opinion());
  }
}

package io.chiral.imagery.distortion;

import io.chiral.imagery.dataset.Benchmark;
import io.chiral.imagery.dataset.BenchmarkItem;
import io.chiral.imagery.dataset.ImageEntry;
import io.chiral.imagery.dataset.ImageSet;
import io.chiral.imagery.random.CounterRandom;
import java.util.ArrayList;
import java.util.List;

/**
 * A benchmark without people: every content with every distortion at every level, the "opinion"
 * being 6 − level. Its scores mean something within one distortion type only.
 */
public final class ProxyBenchmark {
  private ProxyBenchmark() {}

  /**
   * Makes the items, content by content, type by type, level by level; the images are distorted
   * when they are loaded. Equal arguments give equal images.
   */
  public static Benchmark of(ImageSet contents, List<Distortion> distortions, long seed) {
    List<BenchmarkItem> items = new ArrayList<>();
    for (ImageEntry entry : contents.entries()) {
      ImageEntry reference = entry.kept();
      for (Distortion distortion : distortions) {
        for (int level = 1; level <= Distortion.LEVELS; level++) {
          items.add(item(reference, distortion, level, seed));
        }
      }
    }
    return new Benchmark("proxy/" + contents.id(), true, items, List.of("opinions are 6 − level"));
  }

  /** As {@link #of(ImageSet, List, long)} with all types and seed 0. */
  public static Benchmark of(ImageSet contents) {
    return of(contents, List.of(Distortion.values()), 0);
  }

  private static BenchmarkItem item(
      ImageEntry reference, Distortion distortion, int level, long seed) {
    String id = "%s_%s_%d".formatted(reference.name(), distortion.id(), level);
    long stream = Long.parseUnsignedLong(reference.sha256().substring(0, 16), 16);
    CounterRandom random = new CounterRandom(seed, stream).part(10L * distortion.ordinal() + level);
    String what =
        "%s %s %s seed %d".formatted(distortion.id(), distortion.strength(level), level, seed);
    ImageEntry distorted =
        reference.derived(id, what, image -> distortion.apply(image, level, random));
    return new BenchmarkItem(
        id,
        reference.content(),
        distortion.id(),
        level,
        reference,
        distorted,
        Distortion.LEVELS + 1 - level);
  }
}

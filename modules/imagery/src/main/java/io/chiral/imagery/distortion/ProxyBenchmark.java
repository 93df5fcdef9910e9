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
 * following from the level alone. Its scores mean something within one distortion type only.
 */
public final class ProxyBenchmark {
  private ProxyBenchmark() {}

  /**
   * Makes the items, content by content, type by type, level by level; the images are distorted
   * when they are loaded. Equal arguments give equal images.
   */
  public static Benchmark of(
      String id, ImageSet contents, List<? extends DistortionType> distortions, long seed) {
    List<BenchmarkItem> items = new ArrayList<>();
    for (ImageEntry entry : contents.entries()) {
      ImageEntry reference = entry.kept();
      for (DistortionType distortion : distortions) {
        for (int level = 1; level <= DistortionType.LEVELS; level++) {
          items.add(item(reference, distortion, level, seed));
        }
      }
    }
    return new Benchmark(id, true, items, List.of("opinions follow levels, no person gave one"));
  }

  /** {@code proxy/SET}: all of the project's own types, seed 0. */
  public static Benchmark of(ImageSet contents) {
    return of("proxy/" + contents.id(), contents, List.of(Distortion.values()), 0);
  }

  /**
   * {@code proxy-kadid/SET}: KADID-10k's types as far as {@link KadidDistortion} has them, seed 0.
   */
  public static Benchmark kadid(ImageSet contents) {
    return of("proxy-kadid/" + contents.id(), contents, List.of(KadidDistortion.values()), 0);
  }

  private static BenchmarkItem item(
      ImageEntry reference, DistortionType distortion, int level, long seed) {
    String id = "%s_%s_%d".formatted(reference.name(), distortion.id(), level);
    long stream = Long.parseUnsignedLong(reference.sha256().substring(0, 16), 16);
    CounterRandom random = new CounterRandom(seed, stream).part(10L * distortion.number() + level);
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
        distortion.proxyOpinion(level));
  }
}

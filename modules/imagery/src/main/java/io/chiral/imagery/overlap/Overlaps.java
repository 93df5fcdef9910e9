package io.chiral.imagery.overlap;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.chiral.imagery.dataset.Benchmark;
import io.chiral.imagery.dataset.BenchmarkItem;
import io.chiral.imagery.dataset.ImageEntry;
import io.chiral.imagery.dataset.ImageSet;
import io.chiral.imagery.overlap.Comparison.Side;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which images of two sets show the same photograph: the same file, a crop or shift of it at the
 * same size, or the whole at another size. Mirrored, turned, and both cropped <em>and</em> resized
 * copies are not found, nor are crops of images under some 112 pixels a side.
 *
 * <p>Fingerprints and results are kept in a folder by the images' digests, so a pair of sets is
 * compared once; results by the files' sizes and times, too, so that they are found without
 * reading. A comparison of two 2K photographs takes about a millisecond, decoding each of them once
 * a tenth of a second. Any thread may ask.
 */
public final class Overlaps {
  private static final TypeReference<List<Overlap>> LIST = new TypeReference<>() {};

  /** Raised when comparing finds other pairs than before. */
  private static final int VERSION = 2;

  private final FingerprintStore fingerprints;
  private final Path results;
  private final ObjectMapper json = new ObjectMapper();

  /**
   * @param folder for fingerprints and results; made when needed
   */
  public Overlaps(Path folder) {
    fingerprints = new FingerprintStore(folder.resolve("fingerprints"));
    results = folder.resolve("pairs");
  }

  /** What a benchmark shows: its references, or its images where there are none. */
  public static ImageSet photographsOf(Benchmark benchmark) {
    Map<String, ImageEntry> byName = new LinkedHashMap<>();
    for (BenchmarkItem item : benchmark.items()) {
      ImageEntry shown = item.reference() == null ? item.distorted() : item.requireReference();
      byName.putIfAbsent(shown.name(), shown);
    }
    return new ImageSet(benchmark.id(), List.copyOf(byName.values()), List.of());
  }

  /**
   * What is known of two sets by their files' names, sizes and times: no file is read. Empty: they
   * were never compared as they lie there now.
   */
  public Optional<List<Overlap>> listed(ImageSet one, ImageSet other) {
    return known(one.listing(), other.listing());
  }

  private Optional<List<Overlap>> known(String one, String other) {
    return read(file(one, other)).or(() -> read(file(other, one)).map(Overlaps::turned));
  }

  private static List<Overlap> turned(List<Overlap> overlaps) {
    return overlaps.stream().map(Overlap::turned).toList();
  }

  private Optional<List<Overlap>> read(Path file) {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(json.readValue(file.toFile(), LIST));
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": delete it to have the sets compared anew", e);
    }
  }

  /**
   * The pairs of an image of {@code one} and an image of {@code other} that show the same
   * photograph, in the order of the sets; every image is decoded once unless it was before.
   *
   * @throws UncheckedIOException if an image cannot be read or the folder cannot be written
   */
  public List<Overlap> between(ImageSet one, ImageSet other) {
    List<Overlap> found = known(one.digest(), other.digest()).orElseGet(() -> compare(one, other));
    String oneListed = one.listing();
    String otherListed = other.listing();
    if (known(oneListed, otherListed).isEmpty()) {
      keep(file(oneListed, otherListed), found);
    }
    return found;
  }

  private List<Overlap> compare(ImageSet one, ImageSet other) {
    List<Side> ours = sides(one);
    List<Side> theirs = sides(other);
    List<Overlap> found = ours.parallelStream().flatMap(side -> against(side, theirs)).toList();
    keep(file(one.digest(), other.digest()), found);
    return found;
  }

  private static Stream<Overlap> against(Side side, List<Side> others) {
    return others.stream().map(other -> Comparison.of(side, other)).filter(Objects::nonNull);
  }

  private List<Side> sides(ImageSet set) {
    return set.entries().parallelStream().map(entry -> Side.of(entry, fingerprints)).toList();
  }

  private void keep(Path file, List<Overlap> found) {
    try {
      Files.createDirectories(results);
      Path part = Files.createTempFile(results, "pairs-", ".part");
      json.writeValue(part.toFile(), new ArrayList<>(found));
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path file(String one, String other) {
    return results.resolve(
        "%s-%s.v%d.json".formatted(one.substring(0, 24), other.substring(0, 24), VERSION));
  }
}

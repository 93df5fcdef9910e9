package io.chiral.imagery.dataset;

import io.chiral.imagery.texture.DeadLeaves;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The catalogue of image sets and label tables: commands name an id, never a path.
 *
 * <p>Built in are {@code cc0-photographs/train} and {@code cc0-photographs/test} (different
 * photographs) and {@code dead-leaves} (procedural, 24 images of 256×256). A folder registered as
 * ID gives {@code ID}, {@code ID/train} and {@code ID/test}. Any id may be followed by
 * {@code @SIZE} for the square crop of that many pixels of each image. A CSV file registered as ID
 * is a label table ({@link LabelTable}). Immutable; any thread may ask.
 */
public final class DataSets {
  private static final Pattern CROPS = Pattern.compile("(.+)@([1-9][0-9]{0,4})");
  private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");

  private final SortedMap<String, Supplier<ImageSet>> sets;
  private final SortedMap<String, Benchmark> tables;

  private DataSets(
      SortedMap<String, Supplier<ImageSet>> sets, SortedMap<String, Benchmark> tables) {
    this.sets = sets;
    this.tables = tables;
  }

  /** The sets that come with the program. */
  public static DataSets builtIn() {
    SortedMap<String, Supplier<ImageSet>> sets = new TreeMap<>();
    sets.put("cc0-photographs/train", () -> Photographs.set("train"));
    sets.put("cc0-photographs/test", () -> Photographs.set("test"));
    sets.put("dead-leaves", () -> deadLeaves("dead-leaves", 24, 256));
    return new DataSets(sets, new TreeMap<>());
  }

  /** {@link #builtIn()} and a folder or label table an id. */
  public static DataSets withFolders(Map<String, Path> folders) throws IOException {
    DataSets result = builtIn();
    for (var folder : folders.entrySet()) {
      result = result.with(folder.getKey(), folder.getValue());
    }
    return result;
  }

  /**
   * This catalogue and the images of a folder, each decoded once to know that it can be; or a label
   * table whose images stand in its own folder.
   *
   * @throws IOException if the folder is missing or has no readable image, or the table is wrong
   * @throws IllegalArgumentException if the id is malformed or taken
   */
  public DataSets with(String id, Path folder) throws IOException {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "data set id '%s' does not match %s".formatted(id, ID.pattern()));
    }
    if (tables.containsKey(id)
        || sets.keySet().stream()
            .anyMatch(known -> known.equals(id) || known.startsWith(id + "/"))) {
      throw new IllegalArgumentException("data set id '%s' is taken".formatted(id));
    }
    if (folder.toString().endsWith(".csv")) {
      SortedMap<String, Benchmark> moreTables = new TreeMap<>(tables);
      moreTables.put(id, LabelTable.read(id, folder));
      return new DataSets(sets, moreTables);
    }
    ImageSet all = FolderSets.all(id, folder);
    SortedMap<String, Supplier<ImageSet>> more = new TreeMap<>(sets);
    more.put(id, () -> all);
    if (all.entries().size() > 1) {
      more.put(id + "/train", () -> FolderSets.train(all));
      more.put(id + "/test", () -> FolderSets.test(all));
    }
    return new DataSets(more, tables);
  }

  /** The ids, without crops. */
  public SortedSet<String> ids() {
    return new TreeSet<>(sets.keySet());
  }

  /** The label tables by id. */
  public SortedMap<String, Benchmark> tables() {
    return Collections.unmodifiableSortedMap(tables);
  }

  /** Whether {@link #get} has a set for it. */
  public boolean has(String id) {
    return sets.containsKey(base(id));
  }

  /**
   * The set of an id.
   *
   * @throws UnknownDataSetException if there is none
   */
  public ImageSet get(String id) {
    Supplier<ImageSet> set = sets.get(base(id));
    if (set == null) {
      throw new UnknownDataSetException(id, sets.keySet());
    }
    Matcher crops = CROPS.matcher(id);
    return crops.matches() ? set.get().crops(Integer.parseInt(crops.group(2))) : set.get();
  }

  private static String base(String id) {
    Matcher crops = CROPS.matcher(id);
    return crops.matches() ? String.valueOf(crops.group(1)) : id;
  }

  /** Procedural textures: {@code count} images of {@code size}×{@code size}, seeds 0, 1, … */
  public static ImageSet deadLeaves(String id, int count, int size) {
    var entries =
        IntStream.range(0, count)
            .mapToObj(
                seed ->
                    new ImageEntry(
                        "leaves-%03d".formatted(seed),
                        "leaves-%03d".formatted(seed),
                        Digest.of("%s %d %d".formatted(DeadLeaves.VERSION, size, seed)),
                        ImageEntry.CENTRE,
                        ImageEntry.CENTRE,
                        () -> DeadLeaves.render(size, size, seed)))
            .toList();
    return new ImageSet(id, entries, List.of("procedural, no photograph"));
  }
}

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
 * {@code @SIZE} for the square crop of that many pixels of each image. Published layouts are
 * recognised ({@link Layouts}): photographs, whose parts are the published ones, and opinions,
 * which are a label table of that id. Immutable; any thread may ask.
 */
public final class DataSets {
  private static final Pattern CROPS = Pattern.compile("(.+)@([1-9][0-9]{0,4})");
  private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");

  private final SortedMap<String, Contents> contents;
  private final SortedMap<String, Supplier<ImageSet>> sets = new TreeMap<>();
  private final SortedMap<String, Benchmark> tables = new TreeMap<>();

  private DataSets(SortedMap<String, Contents> contents) {
    this.contents = contents;
    contents.forEach(
        (id, each) -> {
          sets.putAll(each.sets());
          if (each.table() != null) {
            tables.put(id, each.table());
          }
        });
  }

  /** The sets that come with the program. */
  public static DataSets builtIn() {
    SortedMap<String, Supplier<ImageSet>> photographs = new TreeMap<>();
    photographs.put("cc0-photographs/train", () -> Photographs.set("train"));
    photographs.put("cc0-photographs/test", () -> Photographs.set("test"));
    SortedMap<String, Supplier<ImageSet>> leaves = new TreeMap<>();
    leaves.put("dead-leaves", () -> deadLeaves("dead-leaves", 24, 256));
    SortedMap<String, Contents> contents = new TreeMap<>();
    contents.put("cc0-photographs", Contents.of("shipped", photographs, 0));
    contents.put("dead-leaves", Contents.of("shipped", leaves, 0));
    return new DataSets(contents);
  }

  /** {@link #builtIn()} and a data set an id. */
  public static DataSets with(Map<String, DataSource> sources) throws IOException {
    DataSets result = builtIn();
    for (var source : sources.entrySet()) {
      result = result.with(source.getKey(), source.getValue());
    }
    return result;
  }

  /** This catalogue and the folder or label file at {@code path}, recognised by its layout. */
  public DataSets with(String id, Path path) throws IOException {
    return with(id, DataSource.of(path));
  }

  /**
   * This catalogue and one more data set. Published layouts are listed and their label files read;
   * the images of a plain folder are decoded once to know that they can be, unless they are many
   * ({@link io.chiral.imagery.file.ImageFolder#DECODED}).
   *
   * @throws LabelTableException if a label file breaks its rules
   * @throws IOException if something is missing, or no image can be read
   * @throws IllegalArgumentException if the id is malformed or taken
   */
  public DataSets with(String id, DataSource source) throws IOException {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "data set id '%s' does not match %s".formatted(id, ID.pattern()));
    }
    if (contents.containsKey(id)) {
      throw new IllegalArgumentException("data set id '%s' is taken".formatted(id));
    }
    SortedMap<String, Contents> more = new TreeMap<>(contents);
    more.put(id, Layouts.open(id, source));
    return new DataSets(more);
  }

  /**
   * The image sets of a data set that share no image: its parts, or itself where it has none; of a
   * label table, none.
   */
  public SortedMap<String, ImageSet> parts(String id) {
    SortedMap<String, ImageSet> parts = new TreeMap<>();
    Contents known = contents.get(id);
    if (known != null) {
      known.sets().forEach((name, set) -> parts.put(name, set.get()));
    }
    if (parts.size() > 1) {
      parts.remove(id);
    }
    return parts;
  }

  /**
   * The whole photographs of a set's id, {@code @SIZE} left away.
   *
   * @throws UnknownDataSetException if there is none
   */
  public ImageSet photographs(String id) {
    return get(base(id));
  }

  /** What each configured or shipped data set was recognised as, by id. */
  public SortedMap<String, String> kinds() {
    SortedMap<String, String> kinds = new TreeMap<>();
    contents.forEach((id, each) -> kinds.put(id, each.kind()));
    return kinds;
  }

  /** How many images a data set's publication counts; 0: not known. */
  public int published(String id) {
    Contents known = contents.get(id);
    return known == null ? 0 : known.published();
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

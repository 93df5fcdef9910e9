package io.chiral.imagery.dataset;

import io.chiral.imagery.dataset.Labels.Orientation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The project's own CSV table of opinions, with a header, columns in any order:
 *
 * <ul>
 *   <li>{@code image} or {@code distorted}: the image's name, a path below the folder of images;
 *   <li>{@code mos} or {@code opinion} (higher is better) or {@code dmos} (lower is better);
 *   <li>{@code reference}, optional: name of the reference; without it the table is of no-reference
 *       opinions;
 *   <li>{@code content} or {@code source}, optional: images of one group never stand on both sides
 *       of a split; by default the reference, or the image itself;
 *   <li>{@code split}, optional: {@code train}, {@code validation} or {@code test};
 *   <li>{@code distortion} and {@code level}, optional.
 * </ul>
 */
public final class LabelTable {
  private static final Set<String> IMAGE = Set.of("image", "distorted");
  private static final Set<String> HIGHER = Set.of("opinion", "mos");
  private static final String LOWER = "dmos";
  private static final Set<String> GROUP = Set.of("content", "source");
  private static final Set<String> OTHERS = Set.of("reference", "split", "distortion", "level");

  private LabelTable() {}

  /** The benchmark of a table of people's opinions, whose images stand beside it. */
  static Benchmark read(String id, Path table) throws IOException {
    return read(id, table, Objects.requireNonNull(table.toAbsolutePath().getParent()), false);
  }

  /**
   * The benchmark of a table.
   *
   * @param images the folder that the names stand in; letter case is ignored where a name is not
   *     found as it stands
   * @param proxy whether the opinions are not people's
   * @throws LabelTableException naming file, line and column, if the header is wrong, an image is
   *     missing or unreadable, an opinion is no finite number, an image has two lines, some lines
   *     have a reference and others have none, or there is no line
   * @throws IOException if the table cannot be read at all
   */
  public static Benchmark read(String id, Path table, Path images, boolean proxy)
      throws IOException {
    return labels(TableFile.csv(table)).benchmark(id, new ImageLookup(images), proxy);
  }

  static Labels labels(TableFile table) throws LabelTableException {
    for (String column : table.header()) {
      if (!known(column)) {
        throw new LabelTableException(
            table.file(), 1, "unknown column '%s'; known are %s".formatted(column, allColumns()));
      }
    }
    String image = one(table, "image or distorted", IMAGE::contains);
    String score =
        one(
            table,
            "opinion, mos or dmos (lower is better)",
            column -> HIGHER.contains(column) || column.equals(LOWER));
    @Nullable String group = atMostOne(table, "content or source", GROUP::contains);
    List<Label> labels = new ArrayList<>();
    for (LabelRow row : table.rows()) {
      labels.add(label(row, image, score, group));
    }
    Orientation orientation =
        score.equals(LOWER) ? Orientation.LOWER_IS_BETTER : Orientation.HIGHER_IS_BETTER;
    return new Labels(table.file(), orientation, labels, List.of());
  }

  private static Label label(LabelRow row, String image, String score, @Nullable String group)
      throws LabelTableException {
    SortedMap<String, Part> splits = new TreeMap<>();
    if (row.has("split")) {
      splits.put("split", row.part("split"));
    }
    return new Label(
        row,
        row.text(image),
        row.has("reference") ? row.text("reference") : null,
        group == null ? null : row.text(group),
        row.has("distortion") ? row.text("distortion") : null,
        row.has("level") ? (Integer) row.level("level") : null,
        row.number(score),
        splits);
  }

  private static boolean known(String column) {
    return allColumns().contains(column);
  }

  private static List<String> allColumns() {
    List<String> all = new ArrayList<>(OTHERS);
    all.addAll(IMAGE);
    all.addAll(HIGHER);
    all.add(LOWER);
    all.addAll(GROUP);
    Collections.sort(all);
    return all;
  }

  private static String one(TableFile table, String names, Predicate<String> is)
      throws LabelTableException {
    List<String> named = table.header().stream().filter(is).toList();
    if (named.size() != 1) {
      throw new LabelTableException(
          table.file(),
          1,
          "the header needs one of %s, has %s".formatted(names, named.isEmpty() ? "none" : named));
    }
    return named.get(0);
  }

  private static @Nullable String atMostOne(TableFile table, String names, Predicate<String> is)
      throws LabelTableException {
    return table.header().stream().noneMatch(is) ? null : one(table, names, is);
  }
}

package io.chiral.imagery.dataset;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a CSV table of opinions: a header {@code reference,distorted} and the opinion, in any
 * order, and where known {@code distortion} and {@code level}; images are names under one folder.
 * The opinion's column says which opinions are the good ones: {@code mos} or {@code opinion}
 * (higher), or {@code dmos} (lower).
 */
public final class LabelTable {
  private static final List<String> REQUIRED = List.of("reference", "distorted");

  private static final Map<String, Orientation> OPINIONS =
      Map.of(
          "opinion", Orientation.HIGHER_IS_BETTER,
          "mos", Orientation.HIGHER_IS_BETTER,
          "dmos", Orientation.LOWER_IS_BETTER);

  private static final Set<String> OPTIONAL = Set.of("distortion", "level");

  /** Which opinions are the good ones. */
  private enum Orientation {
    /** As a mean opinion score. */
    HIGHER_IS_BETTER(1),
    /** As a difference mean opinion score; opinions are negated. */
    LOWER_IS_BETTER(-1);

    private final int sign;

    Orientation(int sign) {
      this.sign = sign;
    }
  }

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
   * @throws LabelTableException naming file and line, if the header is wrong, an image is missing
   *     or unreadable, an opinion is no finite number, a distorted image has two lines, or there is
   *     no line
   * @throws IOException if the table cannot be read at all
   */
  public static Benchmark read(String id, Path table, Path images, boolean proxy)
      throws IOException {
    List<String[]> rows = rows(table);
    Map<String, Integer> columns = columns(table, rows);
    String opinion = opinion(table, columns);
    ImageLookup lookup = new ImageLookup(images);
    Map<String, Integer> lineOfDistorted = new HashMap<>();
    List<BenchmarkItem> items = new ArrayList<>();
    for (int i = 1; i < rows.size(); i++) {
      Row row = new Row(table, i + 1, rows.get(i), columns);
      BenchmarkItem item = item(row, lookup, opinion);
      Integer earlier = lineOfDistorted.putIfAbsent(item.id(), i + 1);
      if (earlier != null) {
        throw row.wrong("%s already stands in line %d".formatted(item.id(), earlier));
      }
      items.add(item);
    }
    return new Benchmark(id, proxy, items);
  }

  private static List<String[]> rows(Path table) throws IOException {
    var reader = new CsvMapper().readerFor(String[].class).with(CsvParser.Feature.WRAP_AS_ARRAY);
    try (MappingIterator<String[]> rows =
        reader
            .with(CsvParser.Feature.TRIM_SPACES)
            .with(CsvParser.Feature.SKIP_EMPTY_LINES)
            .readValues(table.toFile())) {
      return rows.readAll();
    }
  }

  private static Map<String, Integer> columns(Path table, List<String[]> rows)
      throws LabelTableException {
    if (rows.size() < 2) {
      throw new LabelTableException(table, 1, "a header and at least one line are needed");
    }
    Map<String, Integer> columns = new HashMap<>();
    for (String name : rows.get(0)) {
      boolean known =
          REQUIRED.contains(name) || OPTIONAL.contains(name) || OPINIONS.containsKey(name);
      if (!known || columns.putIfAbsent(name, columns.size()) != null) {
        throw new LabelTableException(table, 1, "unknown or repeated column '" + name + "'");
      }
    }
    if (!columns.keySet().containsAll(REQUIRED)) {
      throw new LabelTableException(
          table, 1, "the header needs %s, has %s".formatted(REQUIRED, columns.keySet()));
    }
    return columns;
  }

  private static String opinion(Path table, Map<String, Integer> columns)
      throws LabelTableException {
    List<String> named = OPINIONS.keySet().stream().filter(columns::containsKey).sorted().toList();
    if (named.size() != 1) {
      throw new LabelTableException(
          table,
          1,
          "the header needs one opinion, mos or dmos (lower is better), has %s".formatted(named));
    }
    return named.get(0);
  }

  private static BenchmarkItem item(Row row, ImageLookup lookup, String column)
      throws LabelTableException {
    ImageEntry reference = lookup.find(row, row.text("reference"));
    ImageEntry distorted = lookup.find(row, row.text("distorted"));
    double opinion = Objects.requireNonNull(OPINIONS.get(column)).sign * row.number(column);
    @Nullable Integer level = row.has("level") ? (Integer) (int) row.number("level") : null;
    @Nullable String distortion = row.has("distortion") ? row.text("distortion") : null;
    return new BenchmarkItem(
        distorted.name(), reference.content(), distortion, level, reference, distorted, opinion);
  }

  /** One line, its cells by column name. */
  record Row(Path table, int line, String[] cells, Map<String, Integer> columns) {

    boolean has(String column) {
      Integer at = columns.get(column);
      return at != null && at < cells.length && !cells[at].isEmpty();
    }

    String text(String column) throws LabelTableException {
      Integer at = columns.get(column);
      if (at == null || at >= cells.length || cells[at].isEmpty()) {
        throw wrong("no value for " + column);
      }
      return cells[at];
    }

    double number(String column) throws LabelTableException {
      String text = text(column);
      try {
        double value = Double.parseDouble(text);
        if (Double.isFinite(value)) {
          return value;
        }
      } catch (NumberFormatException e) {
        throw wrong("%s is '%s', not a number".formatted(column, text));
      }
      throw wrong("%s is %s, not a finite number".formatted(column, text));
    }

    LabelTableException wrong(String reason) {
      return new LabelTableException(table, line, reason);
    }
  }
}

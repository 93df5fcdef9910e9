package io.chiral.imagery.dataset;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A comma-separated file with a header; cells are stripped, empty lines skipped.
 *
 * @param header the columns in order
 */
record CsvFile(Path file, List<String> header, List<LabelRow> rows) {

  CsvFile {
    header = List.copyOf(header);
    rows = List.copyOf(rows);
  }

  /**
   * @throws LabelTableException if there is no header or no line, a column is repeated, or a line
   *     has more cells than the header
   */
  static CsvFile read(Path file) throws IOException {
    List<String[]> lines = lines(file);
    List<String> header = lines.isEmpty() ? List.of() : List.of(lines.get(0));
    Set<String> seen = new HashSet<>();
    for (String column : header) {
      if (!seen.add(column)) {
        throw new LabelTableException(file, 1, "the column '%s' is repeated".formatted(column));
      }
    }
    List<LabelRow> rows = new ArrayList<>();
    for (int i = 1; i < lines.size(); i++) {
      if (!empty(lines.get(i))) {
        rows.add(row(file, i + 1, header, lines.get(i)));
      }
    }
    if (rows.isEmpty()) {
      throw new LabelTableException(file, 1, "a header and at least one line are needed");
    }
    return new CsvFile(file, header, rows);
  }

  private static List<String[]> lines(Path file) throws IOException {
    var reader = new CsvMapper().readerFor(String[].class).with(CsvParser.Feature.WRAP_AS_ARRAY);
    try (MappingIterator<String[]> lines =
        reader.with(CsvParser.Feature.TRIM_SPACES).readValues(file.toFile())) {
      return lines.readAll();
    }
  }

  private static boolean empty(String[] cells) {
    return cells.length == 0 || (cells.length == 1 && cells[0].isEmpty());
  }

  private static LabelRow row(Path file, int line, List<String> header, String[] values)
      throws LabelTableException {
    if (values.length > header.size()) {
      throw new LabelTableException(
          file,
          line,
          "%d cells, the header has %d columns".formatted(values.length, header.size()));
    }
    Map<String, String> cells = new HashMap<>();
    for (int i = 0; i < values.length; i++) {
      if (!values[i].isEmpty()) {
        cells.put(header.get(i), values[i]);
      }
    }
    return new LabelRow(file, line, cells);
  }
}

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
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ExcelReaderException;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;
import org.jspecify.annotations.Nullable;

/**
 * A table with a header, of a comma-separated file or a spreadsheet; cells are stripped, empty
 * lines skipped.
 *
 * @param header the columns in order
 */
record TableFile(Path file, List<String> header, List<LabelRow> rows) {

  TableFile {
    header = List.copyOf(header);
    rows = List.copyOf(rows);
  }

  /**
   * @throws LabelTableException if there is no header or no line, a column is repeated, or a line
   *     has more cells than the header
   */
  static TableFile csv(Path file) throws IOException {
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
    return new TableFile(file, header, rows);
  }

  /**
   * A sheet of an Excel file; the header is the first row that has all of {@code needed}.
   *
   * @param sheet its name; null: the first
   * @throws LabelTableException if the sheet or the header is not there, or it is no Excel file
   */
  static TableFile xlsx(Path file, @Nullable String sheet, List<String> needed) throws IOException {
    List<Row> all;
    try (ReadableWorkbook book = new ReadableWorkbook(file.toFile())) {
      Sheet found = sheet == null ? book.getFirstSheet() : book.findSheet(sheet).orElse(null);
      if (found == null) {
        throw new LabelTableException(file, "no sheet '%s'".formatted(sheet));
      }
      all = found.read();
    } catch (ExcelReaderException e) {
      throw new LabelTableException(file, "no readable Excel file (%s)".formatted(e.getMessage()));
    }
    List<String> header = null;
    List<LabelRow> rows = new ArrayList<>();
    for (Row row : all) {
      List<String> cells = cells(row);
      if (header == null) {
        header = cells.containsAll(needed) ? cells : null;
      } else if (cells.stream().anyMatch(cell -> !cell.isEmpty())) {
        rows.add(row(file, row.getRowNum(), header, cells.toArray(String[]::new)));
      }
    }
    if (header == null || rows.isEmpty()) {
      throw new LabelTableException(
          file, 1, "no header row with %s, or nothing below it".formatted(needed));
    }
    return new TableFile(file, header, rows);
  }

  private static List<String> cells(Row row) {
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < row.getCellCount(); i++) {
      Cell cell = row.getCell(i);
      // Numbers as they are meant: an image named 1600 is not 1600.0.
      String text =
          cell == null
              ? ""
              : cell.getType() == CellType.NUMBER
                  ? cell.asNumber().stripTrailingZeros().toPlainString()
                  : cell.getText();
      cells.add(text.strip());
    }
    return cells;
  }

  /** Throws unless the header has all of these columns. */
  TableFile requireColumns(String... needed) throws LabelTableException {
    for (String column : needed) {
      if (!header.contains(column)) {
        throw new LabelTableException(
            file, 1, "the header needs %s, has %s".formatted(List.of(needed), header));
      }
    }
    return this;
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

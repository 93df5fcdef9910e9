package io.chiral.service.cli;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Columns of a CSV file with a header, rows numbered as an editor shows them. */
final class ScoreFile {

  private final Path path;
  private final List<String> columns;
  private final List<Row> rows;

  private ScoreFile(Path path, List<String> columns, List<Row> rows) {
    this.path = path;
    this.columns = columns;
    this.rows = rows;
  }

  /**
   * @throws UserException if there is no such file or it isn't CSV; says where
   */
  static ScoreFile read(Path path) {
    if (!Files.isReadable(path) || Files.isDirectory(path)) {
      throw new UserException("can't read %s".formatted(path));
    }
    CsvSchema schema = CsvSchema.emptySchema().withHeader();
    CsvMapper mapper =
        CsvMapper.builder()
            .enable(CsvParser.Feature.TRIM_SPACES)
            .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
            .build();
    List<Row> rows = new ArrayList<>();
    try (MappingIterator<Map<String, String>> lines =
        mapper.readerForMapOf(String.class).with(schema).readValues(path.toFile())) {
      while (lines.hasNextValue()) {
        int line = lines.getCurrentLocation().getLineNr();
        rows.add(new Row(line, new LinkedHashMap<>(lines.nextValue())));
      }
      if (rows.isEmpty()) {
        throw new UserException("%s has no rows below its header".formatted(path));
      }
      return new ScoreFile(path, List.copyOf(rows.get(0).values().keySet()), rows);
    } catch (JacksonException e) {
      throw new UserException(
          "%s is no CSV table with a header: %s".formatted(path, e.getOriginalMessage()), e);
    } catch (IOException e) {
      throw new UserException("can't read %s: %s".formatted(path, e.getMessage()), e);
    }
  }

  List<Row> rows() {
    return rows;
  }

  /**
   * That column, if the file has it.
   *
   * @throws UserException otherwise; names those it has
   */
  String column(String name) {
    if (!columns.contains(name)) {
      throw new UserException(
          "%s has no column \"%s\"; it has %s".formatted(path, name, String.join(", ", columns)));
    }
    return name;
  }

  /**
   * A finite number.
   *
   * @throws UserException otherwise; says in which line
   */
  double number(Row row, String column) {
    if (row.hasNumber(column)) {
      return Double.parseDouble(row.text(column));
    }
    throw new UserException(
        "%s line %d: %s is \"%s\", not a finite number; mend it, or leave such rows out with"
                .formatted(path, row.line(), column, row.text(column))
            + " --skip-missing");
  }

  /**
   * @param line in the file, from 1
   * @param values by column
   */
  record Row(int line, Map<String, @Nullable String> values) {

    /** What the column holds; empty where it holds nothing. */
    String text(String column) {
      String text = values.get(column);
      return text == null ? "" : text;
    }

    /** Whether the column holds a finite number. */
    boolean hasNumber(String column) {
      try {
        return Double.isFinite(Double.parseDouble(text(column)));
      } catch (NumberFormatException e) {
        return false;
      }
    }
  }
}

package io.chiral.service.cli;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import com.fasterxml.jackson.dataformat.csv.CsvSchema.Column;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
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
    GivenFile.toRead(path);
    CsvSchema schema = CsvSchema.emptySchema().withHeader();
    CsvMapper mapper =
        CsvMapper.builder()
            .enable(CsvParser.Feature.TRIM_SPACES)
            .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
            .build();
    List<Row> rows = new ArrayList<>();
    requireSomething(path);
    try (MappingIterator<Map<String, String>> lines =
        mapper.readerForMapOf(String.class).with(schema).readValues(path.toFile())) {
      while (lines.hasNextValue()) {
        int line = lines.getCurrentLocation().getLineNr();
        rows.add(new Row(line, new LinkedHashMap<>(lines.nextValue())));
      }
      if (rows.isEmpty()) {
        throw new UserException("%s has no rows below its header".formatted(path));
      }
      CsvSchema header = (CsvSchema) lines.getParserSchema();
      return new ScoreFile(
          path,
          StreamSupport.stream(header.spliterator(), false).map(Column::getName).toList(),
          rows);
    } catch (JacksonException e) {
      throw new UserException(
          "%s is no CSV table with a header: %s".formatted(path, e.getOriginalMessage()), e);
    } catch (IOException e) {
      throw new UserException("can't read %s: %s".formatted(path, e.getMessage()), e);
    }
  }

  private static void requireSomething(Path path) {
    // Any encoding will do to see that there is something.
    try (Stream<String> lines = Files.lines(path, StandardCharsets.ISO_8859_1)) {
      if (lines.allMatch(String::isBlank)) {
        throw new UserException(
            "%s is empty: it needs a header line and rows below it".formatted(path));
      }
    } catch (IOException e) {
      throw new UserException("can't read %s: %s".formatted(path, e.getMessage()), e);
    }
  }

  List<Row> rows() {
    return rows;
  }

  /**
   * That column, if the file has it once.
   *
   * @throws UserException otherwise; names those it has
   */
  String column(String name) {
    if (!columns.contains(name)) {
      throw new UserException(
          "%s has no column \"%s\"; it has %s".formatted(path, name, String.join(", ", columns)));
    }
    if (Collections.frequency(columns, name) > 1) {
      throw new UserException(
          "%s has %d columns \"%s\": name them differently in its header"
              .formatted(path, Collections.frequency(columns, name), name));
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

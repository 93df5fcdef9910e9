package io.chiral.imagery.dataset;

import java.nio.file.Path;
import java.util.Map;

/**
 * One line of a label file.
 *
 * @param line from 1; of a spreadsheet the row, of a MATLAB array the position
 * @param cells by column name, without empty ones
 */
record LabelRow(Path file, int line, Map<String, String> cells) {

  LabelRow {
    cells = Map.copyOf(cells);
  }

  boolean has(String column) {
    return cells.containsKey(column);
  }

  String text(String column) throws LabelTableException {
    String text = cells.get(column);
    if (text == null) {
      throw wrong(column, "no value");
    }
    return text;
  }

  double number(String column) throws LabelTableException {
    String text = text(column);
    try {
      double value = Double.parseDouble(text);
      if (Double.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw wrong(column, "'%s' is not a number".formatted(text));
    }
    throw wrong(column, "'%s' is not a finite number".formatted(text));
  }

  int level(String column) throws LabelTableException {
    double value = number(column);
    if (value != Math.rint(value) || value < 0 || value > 1000) {
      throw wrong(column, "'%s' is not a whole number from 0 to 1000".formatted(cells.get(column)));
    }
    return (int) value;
  }

  Part part(String column) throws LabelTableException {
    Part part = Part.named(text(column));
    if (part == null) {
      throw wrong(
          column, "'%s' is none of train, validation and test".formatted(cells.get(column)));
    }
    return part;
  }

  LabelTableException wrong(String reason) {
    return new LabelTableException(file, line, reason);
  }

  LabelTableException wrong(String column, String reason) {
    return new LabelTableException(file, line, column, reason);
  }
}

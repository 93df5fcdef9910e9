package io.chiral.service.gateway.report;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Rows as RFC 4180 has them. Text that a spreadsheet would take for a formula is disarmed. */
public final class Csv {

  private static final Pattern FORMULA = Pattern.compile("(?s)[=+@\\t\\r-].*");
  private static final Pattern QUOTED = Pattern.compile("(?s).*[\",\\r\\n].*");

  private final StringBuilder out = new StringBuilder();

  /** Adds a row; null is an empty cell. Numbers keep every digit. */
  public Csv row(List<? extends @Nullable Object> cells) {
    for (int i = 0; i < cells.size(); i++) {
      out.append(i == 0 ? "" : ",").append(cell(cells.get(i)));
    }
    out.append("\r\n");
    return this;
  }

  /** All rows so far. */
  public String text() {
    return out.toString();
  }

  private static String cell(@Nullable Object value) {
    if (value == null) {
      return "";
    }
    String text = value.toString();
    if (!(value instanceof String)) {
      return text;
    }
    String safe = FORMULA.matcher(text).matches() ? "'" + text : text;
    return QUOTED.matcher(safe).matches() ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
  }
}

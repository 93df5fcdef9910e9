package io.chiral.service.gateway.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A Markdown text in the making (CommonMark with GitHub's tables). What strangers wrote goes
 * through {@link #plain} or {@link #code}, so that it stays text: no link, image, HTML, heading or
 * mention comes of it.
 */
final class Markdown {

  /** What is invisible, reorders text or breaks lines. */
  private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]+");

  private static final Pattern SPECIAL = Pattern.compile("[\\\\`*_{}\\[\\]<>#+!|~&$^]");

  /**
   * What makes addresses, mentions and emoji codes, which renderers find by themselves after they
   * have read the escapes; as code it breaks them.
   */
  private static final Pattern ADDRESS = Pattern.compile(":(?=[\\w/+-])|(?<=www)\\.|@");

  /** What would begin a list or a rule. */
  private static final Pattern FIRST = Pattern.compile("^([-=])|^(\\d+)([.)])(?=\\s|$)");

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9 ._/#:@=,+-]+");

  private final StringBuilder out = new StringBuilder();

  /** Text that means nothing but itself. */
  static String plain(String text) {
    String line = INVISIBLE.matcher(text).replaceAll(" ").strip();
    String escaped = ADDRESS.matcher(SPECIAL.matcher(line).replaceAll("\\\\$0")).replaceAll("`$0`");
    return FIRST
        .matcher(escaped)
        .replaceFirst(found -> found.group(1) == null ? "$2\\\\$3" : "\\\\$1");
  }

  /** A name as code where it is one; else plain text. */
  static String code(String name) {
    return NAME.matcher(name).matches() && !name.isBlank() ? "`" + name + "`" : plain(name);
  }

  /** A link to the interface of the server that made the report. */
  static String link(String name, String path) {
    return "[" + code(name) + "](" + path + ")";
  }

  static String bold(String text) {
    return "**" + text + "**";
  }

  /** A heading of already escaped text. */
  Markdown heading(int level, String text) {
    return block("#".repeat(level) + " " + text);
  }

  /** A paragraph of already escaped text. */
  Markdown paragraph(String text) {
    return block(text);
  }

  /** Says what must not be missed. */
  Markdown quote(String text) {
    return block("> " + text);
  }

  Markdown list(List<String> lines) {
    return lines.isEmpty() ? this : block("- " + String.join("\n- ", lines));
  }

  /** A table of already escaped cells; nothing where there are no rows. */
  Markdown table(List<String> names, List<? extends List<@Nullable String>> rows) {
    if (rows.isEmpty()) {
      return this;
    }
    List<String> lines = new ArrayList<>();
    lines.add(line(names));
    lines.add(line(Collections.nCopies(names.size(), "---")));
    rows.forEach(row -> lines.add(line(row)));
    return block(String.join("\n", lines));
  }

  /** Cells of one row; null is an absent one. */
  static List<@Nullable String> row(@Nullable String... cells) {
    List<@Nullable String> row = new ArrayList<>();
    for (String cell : cells) {
      row.add(cell);
    }
    return row;
  }

  private static String line(List<? extends @Nullable String> cells) {
    StringBuilder line = new StringBuilder("|");
    for (String cell : cells) {
      line.append(' ').append(cell == null || cell.isEmpty() ? "–" : cell).append(" |");
    }
    return line.toString();
  }

  private Markdown block(String text) {
    out.append(out.length() == 0 ? "" : "\n").append(text).append('\n');
    return this;
  }

  String text() {
    return out.toString();
  }
}

package io.chiral.load.coverage;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Tallies as Markdown: a row a figure, a column a truth, tails and number of seeds. */
final class Table {

  private Table() {}

  /** Shares that cover; which side misses; how far figures lie from their truth on average. */
  static String of(Map<String, Map<String, Tally>> groups) {
    return table("covered (SE)", groups, t -> number("%.3f (%.3f)", t.share(), t.standardError()))
        + table("truth below, above", groups, t -> number("%.3f, %.3f", t.below(), t.above()))
        + table("bias, mean width", groups, t -> number("%.3f, %.3f", t.bias(), t.width()));
  }

  private static String table(
      String title, Map<String, Map<String, Tally>> groups, Function<Tally, String> cell) {
    StringBuilder text = new StringBuilder("\n| " + title);
    groups.keySet().forEach(group -> text.append(" | ").append(group.replace(",", " ")));
    text.append(" |\n|---").append("|---".repeat(groups.size())).append("|\n| studies");
    for (Map<String, Tally> tallies : groups.values()) {
      long studies = tallies.values().stream().mapToLong(Tally::studies).max().orElse(0);
      text.append(" | ").append(studies);
    }
    text.append(" |\n");
    for (String figure : figures(groups.values())) {
      text.append("| ").append(figure);
      for (Map<String, Tally> tallies : groups.values()) {
        Tally tally = tallies.get(figure);
        text.append(" | ").append(tally == null ? "" : cell.apply(tally));
      }
      text.append(" |\n");
    }
    return text.toString();
  }

  private static List<String> figures(Collection<Map<String, Tally>> groups) {
    return List.copyOf(
        groups.stream()
            .flatMap(tallies -> tallies.keySet().stream())
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  private static String number(String format, double one, double other) {
    return String.format(Locale.ROOT, format, one, other);
  }
}

package io.chiral.load.coverage;

import java.util.Locale;
import java.util.Map;

/** Tallies as Markdown. */
final class Table {

  private Table() {}

  /** A table for each truth, tails and number of seeds. */
  static String of(Map<String, Map<String, Tally>> groups) {
    StringBuilder text = new StringBuilder();
    groups.forEach(
        (group, tallies) -> {
          long studies = tallies.values().stream().mapToLong(Tally::studies).max().orElse(0);
          text.append("\n### %s (%d studies)\n\n".formatted(group, studies));
          text.append("| figure | share | SE | truth below | truth above | bias | mean width |\n");
          text.append("|---|---|---|---|---|---|---|\n");
          tallies.forEach((figure, tally) -> text.append(row(figure, tally)));
        });
    return text.toString();
  }

  private static String row(String figure, Tally tally) {
    return String.format(
        Locale.ROOT,
        "| %s | %.3f | %.3f | %.3f | %.3f | %.3f | %.3f |%n",
        figure,
        tally.share(),
        tally.standardError(),
        tally.below(),
        tally.above(),
        tally.bias(),
        tally.width());
  }
}

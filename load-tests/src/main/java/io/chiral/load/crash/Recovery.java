package io.chiral.load.crash;

import io.chiral.messages.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * How long a blow was felt, seen from outside by the records that came.
 *
 * @param blow the blow
 * @param struckNanos when
 * @param struckMillis the same by the clock of records
 * @param interrupted slices that the victim, a worker, had in hand: {@code run/slice}
 */
record Recovery(Blow blow, long struckNanos, long struckMillis, List<String> interrupted) {
  private static final Topics TOPICS = Topics.standard();
  private static final double NANOS = 1e9;

  /** The first sign of life after the blow: what the victim, or who stands in for it, wrote. */
  double seconds(List<Seen> seen) {
    return seen.stream()
        .filter(record -> isLater(record) && isSign(record))
        .mapToDouble(record -> (record.arrivedNanos() - struckNanos) / NANOS)
        .min()
        .orElse(Double.NaN);
  }

  private boolean isLater(Seen record) {
    return blow.kind() == Blow.Kind.CLOCK
        ? record.arrivedNanos() > struckNanos
        : record.timestamp() > struckMillis;
  }

  private boolean isSign(Seen record) {
    return switch (blow.role()) {
      case "worker" ->
          record.topic().equals(TOPICS.outcomes()) && record.text("worker").equals(blow.victim());
      case "reporting" -> record.topic().equals(TOPICS.asymmetry());
      case "command" -> record.topic().equals(TOPICS.runs());
      default -> record.topic().equals(TOPICS.outcomes());
    };
  }

  /** When the slices that were lost had been done again, by whomever. */
  double redoneAfterSeconds(List<Seen> seen) {
    return seen.stream()
        .filter(record -> record.topic().equals(TOPICS.outcomes()))
        .filter(this::isLater)
        .filter(record -> interrupted.contains(record.text("run") + "/" + record.text("slice")))
        .mapToDouble(record -> (record.arrivedNanos() - struckNanos) / NANOS)
        .max()
        .orElse(Double.NaN);
  }

  /** One line for each role and kind of blow, and one for all kills: how many, median and worst. */
  static String table(List<Recovery> all, List<Seen> seen) {
    Map<String, List<Recovery>> groups =
        all.stream()
            .collect(
                Collectors.groupingBy(
                    each -> (each.blow.role() + " " + each.blow.kind()).toLowerCase(Locale.ROOT),
                    TreeMap::new,
                    Collectors.toList()));
    List<String> lines = new ArrayList<>();
    lines.add("| struck | times | at work again, s: median, worst | its slice done again, s |");
    lines.add("|---|---|---|---|");
    groups.forEach((group, recoveries) -> lines.add(line(group, recoveries, seen)));
    lines.add(line("all kills", all.stream().filter(each -> each.blow.isKill()).toList(), seen));
    return String.join("\n", lines);
  }

  private static String line(String group, List<Recovery> recoveries, List<Seen> seen) {
    return "| %s | %d | %s | %s |"
        .formatted(
            group,
            recoveries.size(),
            figures(recoveries.stream().mapToDouble(each -> each.seconds(seen))),
            figures(recoveries.stream().mapToDouble(each -> each.redoneAfterSeconds(seen))));
  }

  private static String figures(DoubleStream values) {
    double[] sorted = values.filter(Double::isFinite).sorted().toArray();
    return sorted.length == 0
        ? "–"
        : "%.1f, %.1f (of %d)"
            .formatted(sorted[sorted.length / 2], sorted[sorted.length - 1], sorted.length);
  }
}

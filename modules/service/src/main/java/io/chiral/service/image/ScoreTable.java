package io.chiral.service.image;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Scores for people: a line an image, the mean below. */
record ScoreTable(List<String> metrics, List<Judged> rows) {
  private static final String NONE = "-";

  void print(PrintWriter out) {
    List<List<String>> lines = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of("image"));
    head.addAll(metrics);
    lines.add(head);
    rows.forEach(row -> lines.add(line(row)));
    if (rows.size() > 1) {
      lines.add(means());
    }
    int first = lines.stream().mapToInt(line -> line.get(0).length()).max().orElse(0);
    for (List<String> line : lines) {
      StringBuilder text = new StringBuilder(pad(line.get(0), -first));
      for (int i = 1; i < line.size(); i++) {
        text.append("  ").append(pad(line.get(i), Math.max(metrics.get(i - 1).length(), 9)));
      }
      out.println(text);
    }
    rows.forEach(
        row ->
            row.notes().forEach((m, note) -> out.printf("%s, %s: %s%n", row.distorted(), m, note)));
  }

  private List<String> line(Judged row) {
    List<String> line = new ArrayList<>(List.of(row.distorted()));
    metrics.forEach(metric -> line.add(number(row.scores().get(metric))));
    return line;
  }

  private List<String> means() {
    List<String> line = new ArrayList<>(List.of("mean of %d".formatted(rows.size())));
    for (String metric : metrics) {
      List<Double> values =
          rows.stream().map(row -> row.scores().get(metric)).filter(Objects::nonNull).toList();
      OptionalDouble mean = values.stream().mapToDouble(Double::doubleValue).average();
      line.add(
          values.size() == rows.size() && mean.isPresent() ? number(mean.getAsDouble()) : NONE);
    }
    return line;
  }

  private static String number(@Nullable Double value) {
    return value == null ? NONE : String.format(Locale.ROOT, "%.4f", value);
  }

  private static String pad(String text, int width) {
    return String.format("%" + width + "s", text);
  }
}

package io.chiral.service.gateway.report;

import io.chiral.messages.report.AsymmetryFigure;
import io.chiral.messages.report.AsymmetryReport;
import io.chiral.messages.report.Figure;
import io.chiral.messages.report.LifeFigure;
import io.chiral.messages.report.Protocol;
import io.chiral.messages.report.Range;
import io.chiral.messages.report.RankCorrelation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The table of a report: what a figure is of, the figure, and the protocol that it came about by,
 * in every row, so that a row can be taken elsewhere and still be traced.
 */
final class CsvFigures {

  private static final List<String> KEYS =
      List.of(
          "figure",
          "setting",
          "against",
          "family",
          "judge",
          "metric",
          "benchmark",
          "subject",
          "step",
          "weight");
  private static final List<String> VALUES =
      List.of(
          "value",
          "low",
          "high",
          "n",
          "rank",
          "rankLow",
          "rankHigh",
          "p",
          "pMin",
          "proxy",
          "reason");
  private static final List<String> PROTOCOL =
      List.of(
          "units",
          "judges",
          "splits",
          "seeds",
          "finalStep",
          "replicates",
          "specDigest",
          "version",
          "generatedAt",
          "asOf");

  private final AsymmetryReport report;
  private final Map<String, Object> everywhere = new HashMap<>();
  private final Csv csv = new Csv();

  CsvFigures(AsymmetryReport report) {
    this.report = report;
    Protocol protocol = report.protocol();
    everywhere.put("seeds", seeds(protocol.seeds()));
    everywhere.put("replicates", protocol.replicates());
    everywhere.put("version", report.version());
    everywhere.put("generatedAt", report.generatedAt().toString());
    everywhere.put("asOf", report.asOf().partition() + ":" + report.asOf().offset());
    if (protocol.specDigest() != null) {
      everywhere.put("specDigest", protocol.specDigest());
    }
    if (protocol.finalStep() != null) {
      everywhere.put("finalStep", protocol.finalStep());
    }
    List<String> names = new ArrayList<>(List.of("study", "provisional"));
    names.addAll(KEYS);
    names.addAll(VALUES);
    names.addAll(PROTOCOL);
    csv.row(names);
  }

  static String seeds(List<Long> seeds) {
    return seeds.stream().map(String::valueOf).collect(Collectors.joining(" "));
  }

  String text() {
    return csv.text();
  }

  Row row() {
    return new Row();
  }

  /** What figures are of, column by column; written once a figure. */
  final class Row {
    private final Map<String, Object> keys = new HashMap<>(everywhere);

    Row with(String key, @Nullable Object value) {
      if (value == null) {
        keys.remove(key);
      } else {
        keys.put(key, value);
      }
      return this;
    }

    /** Whether the figures that follow rest on proxy opinions; null: they rest on no opinions. */
    Row byProxy(@Nullable Boolean proxy) {
      return with("proxy", proxy);
    }

    void write(String figure, Figure f) {
      line(figure, values(f.value(), f.low(), f.high(), f.n(), f.reason()));
    }

    void write(String figure, AsymmetryFigure f) {
      Map<String, @Nullable Object> values =
          values(f.value(), f.low(), f.high(), f.n(), f.reason());
      values.put("proxy", f.proxy());
      values.put("replicates", f.replicates());
      line(figure, values);
    }

    void write(String figure, RankCorrelation f) {
      Map<String, @Nullable Object> values =
          values(f.value(), f.low(), f.high(), f.n(), f.reason());
      values.put("p", f.p());
      values.put("pMin", f.pMin());
      line(figure, values);
    }

    void write(String figure, LifeFigure f) {
      Map<String, @Nullable Object> values =
          values(f.value(), f.low(), f.high(), f.n(), f.reason());
      values.put("rank", f.rank());
      values.put("rankLow", f.rankLow());
      values.put("rankHigh", f.rankHigh());
      values.put("proxy", f.proxy());
      values.put("units", f.units());
      line(figure, values);
    }

    void write(String figure, Range f) {
      line(figure, values(null, f.low(), f.high(), f.n(), f.reason()));
    }

    void say(String figure, @Nullable String text) {
      line(figure, values(null, null, null, null, text));
    }

    /** A number that is no estimate, with what there is to say of it. */
    void state(String figure, @Nullable Object value, @Nullable String text) {
      Map<String, @Nullable Object> values = values(null, null, null, null, text);
      values.put("value", value);
      line(figure, values);
    }

    private Map<String, @Nullable Object> values(
        @Nullable Double value,
        @Nullable Double low,
        @Nullable Double high,
        @Nullable Integer n,
        @Nullable String reason) {
      Map<String, @Nullable Object> values = new HashMap<>();
      values.put("value", value);
      values.put("low", low);
      values.put("high", high);
      values.put("n", n);
      values.put("reason", reason);
      return values;
    }

    private void line(String figure, Map<String, @Nullable Object> values) {
      List<@Nullable Object> cells = new ArrayList<>();
      cells.add(report.study());
      cells.add(report.provisional());
      cells.add(figure);
      KEYS.stream().skip(1).forEach(key -> cells.add(keys.get(key)));
      VALUES.forEach(name -> cells.add(cell(name, values)));
      PROTOCOL.forEach(name -> cells.add(cell(name, values)));
      csv.row(cells);
    }

    private @Nullable Object cell(String name, Map<String, @Nullable Object> values) {
      Object value = values.get(name);
      return value == null ? keys.get(name) : value;
    }
  }
}

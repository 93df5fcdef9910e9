package io.chiral.service.gateway.report;

import static io.chiral.service.gateway.report.Markdown.code;
import static io.chiral.service.gateway.report.Markdown.plain;
import static io.chiral.service.gateway.report.Markdown.row;
import static io.chiral.service.gateway.report.Words.figure;

import io.chiral.messages.report.AsymmetryReport;
import io.chiral.messages.report.Protocol;
import io.chiral.messages.spec.Registration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How the figures came about: assessors on each benchmark, what is not told, the protocol. */
final class MarkdownProtocol {

  private final AsymmetryReport report;
  private final Protocol protocol;
  private final Markdown out;

  MarkdownProtocol(AsymmetryReport report, Markdown out) {
    this.report = report;
    this.protocol = report.protocol();
    this.out = out;
  }

  void write() {
    assessors();
    missing();
    study();
    judges();
    benchmarks();
    fairWeights();
  }

  private void assessors() {
    if (report.assessors().isEmpty()) {
      return;
    }
    out.heading(2, "Metrics as assessors, on each benchmark");
    out.paragraph("Medians over splits of held-out contents; RMSE in units of the opinion.");
    List<List<@Nullable String>> rows = new ArrayList<>();
    report
        .assessors()
        .forEach(
            by ->
                rows.add(
                    List.of(
                        code(by.metric()),
                        code(by.benchmark()) + (by.proxy() ? " (proxy)" : ""),
                        figure(by.srcc(), 3, by.proxy()),
                        figure(by.krcc(), 3, by.proxy()),
                        figure(by.plcc(), 3, by.proxy()),
                        figure(by.plcc4(), 3, by.proxy()),
                        figure(by.rmse4(), 3, by.proxy()),
                        figure(by.plcc5(), 3, by.proxy()),
                        figure(by.rmse5(), 3, by.proxy()),
                        "%d splits, %d contents, %d seeds"
                            .formatted(by.splits(), by.contents(), by.seeds()))));
    out.table(
        List.of(
            "metric",
            "benchmark",
            "SRCC",
            "KRCC",
            "PLCC",
            "PLCC, 4 par.",
            "RMSE, 4 par.",
            "PLCC, 5 par.",
            "RMSE, 5 par.",
            "of"),
        rows);
  }

  private void missing() {
    if (!protocol.missing().isEmpty()) {
      out.heading(2, "Not told");
      out.list(protocol.missing().stream().map(Markdown::plain).toList());
    }
  }

  private void study() {
    out.heading(2, "Protocol");
    Protocol.Splits splits = protocol.splits();
    List<List<@Nullable String>> terms = new ArrayList<>();
    terms.add(
        term(
            "specification",
            protocol.specDigest() == null ? null : "sha256 " + protocol.specDigest()));
    Registration fixed = protocol.registration();
    terms.add(
        term(
            "fixed before the first run",
            fixed == null ? null : "specification, kin and weights, sha256 " + fixed.digest()));
    if (fixed != null) {
      fixed
          .kin()
          .forEach(
              kin ->
                  terms.add(
                      term(
                          "%s may not judge".formatted(kin.judge()),
                          String.join(
                              ", ",
                              Stream.concat(kin.metrics().stream(), kin.settings().stream())
                                  .toList()))));
      fixed.weights().forEach((id, digest) -> terms.add(term("weights " + id, "sha256 " + digest)));
    }
    terms.add(term("generator", protocol.generator()));
    terms.add(term("steps evaluated", joined(protocol.steps())));
    terms.add(term("declared final step", protocol.finalStep()));
    terms.add(term("seeds", joined(protocol.seeds())));
    terms.add(
        term(
            "splits",
            splits == null
                ? null
                : "%d by content, %d%% held out, seed %d"
                    .formatted(
                        splits.count(), Math.round(100 * splits.testShare()), splits.seed())));
    terms.add(term("headline family of judges", protocol.headline()));
    terms.add(term("replicates", protocol.replicates()));
    new TreeMap<>(protocol.rules()).forEach((name, rule) -> terms.add(term("rule: " + name, rule)));
    out.table(List.of("", ""), terms);
  }

  private void judges() {
    List<List<@Nullable String>> judges = new ArrayList<>();
    for (Protocol.JudgeProtocol judge : protocol.judges()) {
      judges.add(
          List.of(
              code(judge.id()),
              plain(judge.family() == null ? "not known" : judge.family()),
              judge.higherIsBetter() ? "higher" : "lower",
              Words.number(judge.deviation(), 4),
              plain(judge.scores())));
    }
    out.table(List.of("judge", "family", "better", "SD", "scores"), judges);
  }

  private void benchmarks() {
    List<List<@Nullable String>> made = new ArrayList<>();
    for (Protocol.BenchmarkProtocol benchmark : protocol.benchmarks()) {
      for (Map.Entry<String, String> by : new TreeMap<>(benchmark.scores()).entrySet()) {
        made.add(List.of(code(benchmark.id()), code(by.getKey()), plain(by.getValue())));
      }
    }
    out.table(List.of("benchmark", "metric", "how its scores were made"), made);
  }

  private void fairWeights() {
    List<List<@Nullable String>> weights = new ArrayList<>();
    for (Protocol.FairWeight weight : protocol.fairWeights()) {
      weights.add(
          row(
              code(weight.metric()),
              String.valueOf(weight.seed()),
              weight.fidelityScale() == null ? null : String.valueOf(weight.fidelityScale()),
              digits(weight.pixelNorm()),
              digits(weight.fidelityNorm()),
              digits(weight.weight())));
    }
    out.table(
        List.of("fair weight of", "seed", "at factor", "norm of ∂L1/∂ŷ", "norm of ∂f/∂ŷ", "weight"),
        weights);
  }

  private static List<@Nullable String> term(String name, @Nullable Object value) {
    List<@Nullable String> row = new ArrayList<>();
    row.add(plain(name));
    row.add(value == null ? null : plain(value.toString()));
    return row;
  }

  private static String joined(List<?> values) {
    return String.join(", ", values.stream().map(String::valueOf).toList());
  }

  private static String digits(double value) {
    return String.format(Locale.ROOT, "%.4g", value);
  }
}

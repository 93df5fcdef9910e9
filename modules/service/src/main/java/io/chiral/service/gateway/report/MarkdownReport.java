package io.chiral.service.gateway.report;

import static io.chiral.service.gateway.report.Markdown.bold;
import static io.chiral.service.gateway.report.Markdown.code;
import static io.chiral.service.gateway.report.Markdown.plain;
import static io.chiral.service.gateway.report.Words.figure;

import io.chiral.messages.report.AsymmetryReport;
import io.chiral.messages.report.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The report as a Markdown text for people, readable before it is rendered. */
final class MarkdownReport {

  private static final String PAPER = "[arXiv 2509.20878](https://arxiv.org/abs/2509.20878)";

  private final StudyDocument document;
  private final AsymmetryReport report;
  private final Protocol protocol;
  private final Markdown out = new Markdown();

  MarkdownReport(StudyDocument document) {
    this.document = document;
    this.report = document.report();
    this.protocol = report.protocol();
  }

  String text() {
    head();
    new MarkdownSettings(report, out).write();
    new MarkdownFindings(report, out).write();
    assessors();
    missing();
    protocol();
    new MarkdownRuns(document, out).write();
    repeat();
    return out.text();
  }

  private void head() {
    String title = protocol.title() == null ? report.study() : protocol.title();
    out.heading(1, plain(title));
    warnings().forEach(out::quote);
    out.paragraph(
        "Study %s, computed %s by Chiral %s from partition %d of the metrics topic up to offset %d. Every"
                .formatted(
                    code(report.study()),
                    report.generatedAt(),
                    plain(report.version()),
                    report.asOf().partition(),
                    report.asOf().offset())
            + " figure stands as value [95% interval], n = what it is computed from; for asymmetry,"
            + " ranks and correlations of orders the bounds are what uncertain pairs leave open.");
  }

  private List<String> warnings() {
    List<String> said = new ArrayList<>();
    if (protocol.notice() != null) {
      said.add(bold(plain(protocol.notice())));
    }
    if (report.provisional()) {
      said.add(
          bold("Provisional: do not stop on this.")
              + " Awaited: "
              + (report.awaited().isEmpty()
                  ? "nothing more"
                  : plain(String.join("; ", report.awaited()))));
    }
    if (protocol.proxy() != null) {
      said.add("Proxy: " + plain(protocol.proxy()) + " stands in for people's opinions.");
    }
    if (report.conditionalOnRuns()) {
      said.add("Conditional on these very runs: no cell was repeated over seeds.");
    }
    report
        .faults()
        .forEach(
            fault ->
                said.add(
                    "A fault of this program: %s came as %s and as %s"
                        .formatted(plain(fault.key()), plain(fault.kept()), plain(fault.other()))));
    return said;
  }

  private void assessors() {
    if (report.assessors().isEmpty()) {
      return;
    }
    out.heading(2, "Metrics as assessors, on each benchmark");
    out.paragraph("Medians over splits of held-out contents.");
    List<List<@Nullable String>> rows = new ArrayList<>();
    report
        .assessors()
        .forEach(
            by ->
                rows.add(
                    List.of(
                        code(by.metric()),
                        code(by.benchmark()) + (by.proxy() ? " (proxy)" : ""),
                        figure(by.srcc(), 3),
                        figure(by.krcc(), 3),
                        figure(by.plcc(), 3),
                        figure(by.plcc4(), 3),
                        figure(by.plcc5(), 3),
                        "%d splits, %d contents, %d seeds"
                            .formatted(by.splits(), by.contents(), by.seeds()))));
    out.table(
        List.of(
            "metric", "benchmark", "SRCC", "KRCC", "PLCC", "PLCC, 4 par.", "PLCC, 5 par.", "of"),
        rows);
  }

  private void missing() {
    if (!protocol.missing().isEmpty()) {
      out.heading(2, "Not told");
      out.list(protocol.missing().stream().map(Markdown::plain).toList());
    }
  }

  private void protocol() {
    out.heading(2, "Protocol");
    Protocol.Splits splits = protocol.splits();
    List<List<@Nullable String>> terms = new ArrayList<>();
    terms.add(
        term(
            "specification",
            protocol.specDigest() == null ? null : "sha256 " + protocol.specDigest()));
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
    List<List<@Nullable String>> made = new ArrayList<>();
    for (Protocol.BenchmarkProtocol benchmark : protocol.benchmarks()) {
      for (Map.Entry<String, String> by : new TreeMap<>(benchmark.scores()).entrySet()) {
        made.add(List.of(code(benchmark.id()), code(by.getKey()), plain(by.getValue())));
      }
    }
    out.table(List.of("benchmark", "metric", "how its scores were made"), made);
    List<List<@Nullable String>> weights = new ArrayList<>();
    for (Protocol.FairWeight weight : protocol.fairWeights()) {
      weights.add(
          List.of(
              code(weight.metric()),
              String.valueOf(weight.seed()),
              digits(weight.pixelNorm()),
              digits(weight.fidelityNorm()),
              digits(weight.weight())));
    }
    out.table(
        List.of("fair weight of", "seed", "norm of ∂L1/∂ŷ", "norm of ∂f/∂ŷ", "weight"), weights);
  }

  private void repeat() {
    out.heading(2, "Repeat it, cite it");
    out.paragraph(
        ("The specification is at `/api/v1/studies/%s` and fixed by its digest; `chiral study start` with"
                + " it runs the study again, and equal platforms give equal digits. Every score is in"
                + " `/api/v1/studies/%s/scores.csv`; `tools/recompute.py` recomputes the figures from"
                + " them.")
            .formatted(report.study(), report.study()));
    out.paragraph(
        "Cite as: Chiral %s, report of study %s, specification %s, %s. The question is that of %s."
            .formatted(
                plain(report.version()),
                code(report.study()),
                protocol.specDigest() == null
                    ? "not known"
                    : code(
                        protocol
                            .specDigest()
                            .substring(0, Math.min(16, protocol.specDigest().length()))),
                report.generatedAt(),
                PAPER));
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
    return String.format(java.util.Locale.ROOT, "%.4g", value);
  }
}

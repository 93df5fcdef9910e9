package io.chiral.service.gateway.report;

import static io.chiral.service.gateway.report.Markdown.bold;
import static io.chiral.service.gateway.report.Markdown.code;
import static io.chiral.service.gateway.report.Markdown.plain;

import io.chiral.messages.report.AsymmetryReport;
import io.chiral.messages.report.Protocol;
import java.util.ArrayList;
import java.util.List;

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
    new MarkdownProtocol(report, out).write();
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
    String conditional = Words.conditional(report);
    if (conditional != null) {
      said.add(conditional);
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
}

package io.chiral.service.gateway.report;

import io.chiral.messages.Codec;
import io.chiral.messages.report.AsymmetryReport;
import io.chiral.service.gateway.view.StudyItem.Outline;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a report file is made of.
 *
 * @param json the report as it lies on its topic
 * @param report the same, read
 * @param outline what the study compares; null where that is not known here
 * @param runs its runs, in the order in which they were seen
 */
public record StudyDocument(
    String json, AsymmetryReport report, @Nullable Outline outline, List<RunLine> runs) {

  public StudyDocument {
    runs = List.copyOf(runs);
  }

  /** The file's text. Takes some milliseconds: not for an event loop. */
  public String as(ReportFormat format, Codec codec) {
    return switch (format) {
      case JSON -> JsonReport.text(json, runs, codec);
      case CSV -> new ReportCsv(report).text();
      case MD -> new MarkdownReport(this).text();
      case HTML -> HtmlReport.text(this, codec);
    };
  }
}

package io.chiral.service.gateway.http;

import io.chiral.messages.Codec;
import io.chiral.messages.report.AsymmetryReport;
import io.chiral.service.gateway.report.HtmlReport;
import io.chiral.service.gateway.report.ReportFormat;
import io.chiral.service.gateway.report.RunLine;
import io.chiral.service.gateway.report.RunsCsv;
import io.chiral.service.gateway.report.StudyDocument;
import io.chiral.service.gateway.view.ReportItem;
import io.chiral.service.gateway.view.RunItem;
import io.chiral.service.gateway.view.Since;
import io.chiral.service.gateway.view.StudyItem;
import io.chiral.service.gateway.view.StudyItem.Outline;
import io.chiral.service.gateway.view.StudyView;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.MIMEHeader;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A study's report in every format, and the table of the runs that it comes from. */
final class ReportRoutes {

  private static final Since NOTHING = new Since.Version(0);

  private final Vertx vertx;
  private final StudyView view;
  private final Missing missing;
  private final Answers answers;
  private final Codec codec;

  ReportRoutes(Vertx vertx, StudyView view, Missing missing, Answers answers, Codec codec) {
    this.vertx = vertx;
    this.view = view;
    this.missing = missing;
    this.answers = answers;
    this.codec = codec;
  }

  List<Operation> operations() {
    return List.of(
        new Operation("getReport", this::report), new Operation("getRunsTable", this::runsTable));
  }

  private void report(RoutingContext rc) {
    String id = rc.pathParam("study");
    ReportItem item = view.findReport(id).orElseThrow(() -> missing.report(id));
    ReportFormat format = format(rc);
    rc.response().putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT);
    if (format == ReportFormat.HTML) {
      rc.response()
          .putHeader("Content-Security-Policy", HtmlReport.policy() + "; frame-ancestors 'none'");
    }
    String json = item.json();
    Optional<StudyItem> study = view.findStudy(id);
    @Nullable Outline outline = study.map(s -> s.value(NOTHING).outline()).orElse(null);
    List<RunLine> runs = study.map(ReportRoutes::runs).orElse(List.of());
    vertx
        .executeBlocking(() -> new StudyDocument(json, read(json), outline, runs).as(format, codec))
        .onSuccess(text -> answers.text(rc, format.mediaType(), text))
        .onFailure(rc::fail);
  }

  private void runsTable(RoutingContext rc) {
    String id = rc.pathParam("study");
    StudyItem study = view.findStudy(id).orElseThrow(() -> Problem.notFound("study", id));
    List<RunLine> runs = runs(study);
    vertx
        .executeBlocking(() -> RunsCsv.text(id, runs))
        .onSuccess(text -> answers.text(rc, ReportFormat.CSV.mediaType(), text))
        .onFailure(rc::fail);
  }

  private static List<RunLine> runs(StudyItem study) {
    return study.runs().stream().map(RunItem::state).map(RunLine::of).toList();
  }

  private AsymmetryReport read(String json) {
    return codec.read(AsymmetryReport.class, json.getBytes(StandardCharsets.UTF_8));
  }

  /** The contract has checked that a named format is one of ours. */
  private static ReportFormat format(RoutingContext rc) {
    String named = rc.request().getParam("format");
    List<String> accepted = rc.parsedHeaders().accept().stream().map(ReportRoutes::range).toList();
    return named == null
        ? ReportFormat.accepted(accepted)
        : ReportFormat.named(named).orElse(ReportFormat.JSON);
  }

  private static String range(MIMEHeader accepted) {
    return accepted.component() + "/" + accepted.subComponent();
  }
}

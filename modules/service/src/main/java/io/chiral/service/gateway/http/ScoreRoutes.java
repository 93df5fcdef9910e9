package io.chiral.service.gateway.http;

import io.chiral.messages.Codec;
import io.chiral.messages.event.MetricEvent;
import io.chiral.messages.report.AsOf;
import io.chiral.service.gateway.scores.EventSource;
import io.chiral.service.gateway.scores.ScoreRows;
import io.chiral.service.gateway.view.ReportItem;
import io.chiral.service.gateway.view.StudyView;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every score of a study as one CSV table, read again from the topic and written as fast as the
 * client takes it: the next page is read when the last one has gone out.
 */
final class ScoreRoutes {

  private static final Logger log = LoggerFactory.getLogger(ScoreRoutes.class);

  /** An export reads a partition from its beginning; each holds a few MiB. */
  private static final int MOST_AT_ONCE = 2;

  private final Vertx vertx;
  private final StudyView view;
  private final Missing missing;
  private final EventSource events;
  private final Codec codec;

  /** Exports under way; changed on the view's event loop only. */
  private int underWay;

  ScoreRoutes(Vertx vertx, StudyView view, Missing missing, EventSource events, Codec codec) {
    this.vertx = vertx;
    this.view = view;
    this.missing = missing;
    this.events = events;
    this.codec = codec;
  }

  List<Operation> operations() {
    return List.of(new Operation("getScores", this::scores));
  }

  private void scores(RoutingContext rc) {
    String study = rc.pathParam("study");
    ReportItem report = view.findReport(study).orElseThrow(() -> missing.report(study));
    if (Methods.isHead(rc)) {
      head(rc.response(), study).end().onFailure(rc::fail);
      return;
    }
    if (underWay >= MOST_AT_ONCE) {
      rc.response().putHeader(HttpHeaders.RETRY_AFTER, "5");
      throw Problem.of(429, "%d exports are under way; try again".formatted(underWay)).exception();
    }
    underWay++;
    String json = report.json();
    vertx
        .executeBlocking(() -> codec.read(Folded.class, json.getBytes(StandardCharsets.UTF_8)))
        .compose(folded -> send(rc.response(), study, folded.asOf()))
        .eventually(
            () -> {
              underWay--;
              return Future.succeededFuture();
            })
        .onFailure(failure -> fail(rc, failure));
  }

  private Future<Void> send(HttpServerResponse response, String study, AsOf until) {
    ScoreRows rows = new ScoreRows();
    return head(response, study)
        .setChunked(true)
        .write(ScoreRows.header())
        .compose(begun -> events.replay(study, until, page -> write(response, rows, page)))
        .compose(all -> response.end());
  }

  private static HttpServerResponse head(HttpServerResponse response, String study) {
    return response
        .putHeader(HttpHeaders.CONTENT_TYPE, "text/csv; charset=utf-8")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .putHeader(
            HttpHeaders.CONTENT_DISPOSITION,
            "attachment; filename=\"%s-scores.csv\"".formatted(study));
  }

  private Future<Void> write(HttpServerResponse response, ScoreRows rows, List<MetricEvent> page) {
    return vertx
        .executeBlocking(() -> rows.rows(page))
        .compose(text -> text.isEmpty() ? Future.succeededFuture() : response.write(text));
  }

  /** A table that breaks off must not look whole. */
  private static void fail(RoutingContext rc, Throwable failure) {
    if (rc.response().headWritten()) {
      log.warn("an export broke off path={} error={}", rc.request().path(), failure.toString());
      rc.response().reset();
    } else {
      rc.fail(failure);
    }
  }

  /** The part of a report that says how far it was folded. */
  private record Folded(AsOf asOf) {}
}

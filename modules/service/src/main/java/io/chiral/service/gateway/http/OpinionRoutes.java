package io.chiral.service.gateway.http;

import io.chiral.messages.CommandReading;
import io.chiral.messages.Envelope;
import io.chiral.messages.MessageType;
import io.chiral.messages.command.RecordOpinion;
import io.chiral.service.gateway.view.StudyView;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** What people think of the outputs. */
final class OpinionRoutes {

  private final StudyView view;
  private final Commands commands;
  private final Answers answers;

  OpinionRoutes(StudyView view, Commands commands, Answers answers) {
    this.view = view;
    this.commands = commands;
    this.answers = answers;
  }

  List<Operation> operations() {
    return List.of(new Operation("recordOpinion", this::record));
  }

  private void record(RoutingContext rc) {
    String study = known(rc);
    CommandReading.Accepted read = commands.read(MessageType.RECORD_OPINION, rc.body().buffer());
    RecordOpinion opinion = (RecordOpinion) read.command();
    if (!opinion.study().equals(study)) {
      throw Problem.of(
              "urn:chiral:problem:impossible",
              422,
              "the opinion is of study %s, the path names %s".formatted(opinion.study(), study),
              List.of(new Problem.Place("/study", "not that of the path")))
          .exception();
    }
    Envelope envelope = commands.envelope(rc, read.type());
    commands
        .send(envelope, study, opinion)
        .onSuccess(sent -> accepted(rc, sent))
        .onFailure(rc::fail);
  }

  private void accepted(RoutingContext rc, Commands.Sent sent) {
    rc.response().putHeader(HttpHeaders.LOCATION, "/api/v1/studies/" + sent.study() + "/report");
    answers.document(rc, 202, sent);
  }

  private String known(RoutingContext rc) {
    String id = rc.pathParam("study");
    if (view.findStudy(id).isEmpty()) {
      throw Problem.notFound("study", id);
    }
    return id;
  }
}

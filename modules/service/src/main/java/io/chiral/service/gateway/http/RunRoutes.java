package io.chiral.service.gateway.http;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.chiral.messages.Codec;
import io.chiral.messages.CommandReading;
import io.chiral.messages.Envelope;
import io.chiral.messages.Ids;
import io.chiral.messages.MessageType;
import io.chiral.messages.command.Cancel;
import io.chiral.messages.command.Command;
import io.chiral.messages.command.Pause;
import io.chiral.messages.command.Resume;
import io.chiral.messages.command.StartRun;
import io.chiral.messages.state.RunState;
import io.chiral.service.gateway.view.RunItem;
import io.chiral.service.gateway.view.Since;
import io.chiral.service.gateway.view.StudyItem;
import io.chiral.service.gateway.view.StudyView;
import io.chiral.service.weights.NeededWeights;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Runs: start, list, look, stop, curves. */
final class RunRoutes {

  private static final Since NOTHING = new Since.Version(0);

  private final StudyView view;
  private final Commands commands;
  private final Missing missing;
  private final Answers answers;
  private final Codec codec;
  private final WeightsGuard weights;

  RunRoutes(
      StudyView view,
      Commands commands,
      Missing missing,
      Answers answers,
      Codec codec,
      WeightsGuard weights) {
    this.view = view;
    this.commands = commands;
    this.missing = missing;
    this.answers = answers;
    this.codec = codec;
    this.weights = weights;
  }

  List<Operation> operations() {
    return List.of(
        new Operation("listStudyRuns", this::listOfStudy),
        new Operation("listRuns", this::list),
        new Operation("startRun", this::start),
        new Operation("getRun", this::get),
        new Operation("cancelRun", this::cancel),
        new Operation("pauseRun", this::pause),
        new Operation("resumeRun", this::resume),
        new Operation("getScalars", this::scalars));
  }

  private void listOfStudy(RoutingContext rc) {
    String id = rc.pathParam("study");
    StudyItem study = view.findStudy(id).orElseThrow(() -> Problem.notFound("study", id));
    page(rc, study.runs());
  }

  private void list(RoutingContext rc) {
    String wanted = rc.queryParams().get("study");
    page(
        rc,
        view.studies().stream()
            .filter(study -> wanted == null || study.key().equals(wanted))
            .flatMap(study -> study.runs().stream())
            .toList());
  }

  private void page(RoutingContext rc, Collection<RunItem> runs) {
    String status = rc.request().getParam("status");
    String role = rc.request().getParam("role");
    String metric = rc.request().getParam("metric");
    List<RunItem> chosen =
        runs.stream()
            .filter(run -> is(status, run.state().status().name()))
            .filter(run -> is(role, run.state().cell().role().name()))
            .filter(run -> is(metric, run.state().cell().metric()))
            .toList();
    answers.page(rc, chosen, run -> new Line(run.study(), run.key(), run.value(NOTHING)));
  }

  private static boolean is(@Nullable String wanted, @Nullable String value) {
    return wanted == null
        || (value != null
            && wanted.toLowerCase(Locale.ROOT).equals(value.toLowerCase(Locale.ROOT)));
  }

  private void start(RoutingContext rc) {
    CommandReading.Accepted read = commands.read(MessageType.START_RUN, rc.body().buffer());
    StartRun command = (StartRun) read.command();
    weights.require(NeededWeights.of("/run", command.run()));
    Envelope envelope = commands.envelope(rc, read.type());
    String study = Ids.study(command.study(), envelope.source(), envelope.id());
    send(rc, envelope, study, command);
  }

  private void get(RoutingContext rc) {
    answers.document(rc, 200, known(rc));
  }

  private void cancel(RoutingContext rc) {
    RunState run = known(rc);
    Command command = new Cancel(run.study(), run.run(), Reason.of(codec, rc));
    send(rc, commands.envelope(rc, MessageType.CANCEL), run.study(), command);
  }

  private void pause(RoutingContext rc) {
    RunState run = going(rc, "paused");
    Command command = new Pause(run.study(), run.run(), Reason.of(codec, rc));
    send(rc, commands.envelope(rc, MessageType.PAUSE), run.study(), command);
  }

  private void resume(RoutingContext rc) {
    RunState run = going(rc, "resumed");
    Command command = new Resume(run.study(), run.run(), Reason.of(codec, rc));
    send(rc, commands.envelope(rc, MessageType.RESUME), run.study(), command);
  }

  private void send(RoutingContext rc, Envelope envelope, String study, Command command) {
    rc.response().putHeader(HttpHeaders.LOCATION, "/api/v1/studies/" + study);
    commands
        .send(envelope, study, command)
        .onSuccess(sent -> answers.document(rc, 202, sent))
        .onFailure(rc::fail);
  }

  /** A run that has not ended; early word of what would be rejected. */
  private RunState going(RoutingContext rc, String what) {
    RunState run = known(rc);
    if (run.status().ended()) {
      throw Problem.of(
              409,
              "run %s is %s and can't be %s"
                  .formatted(run.run(), run.status().name().toLowerCase(Locale.ROOT), what))
          .exception();
    }
    return run;
  }

  private RunState known(RoutingContext rc) {
    String id = rc.pathParam("run");
    return view.findRun(id).map(RunItem::state).orElseThrow(() -> Problem.notFound("run", id));
  }

  private void scalars(RoutingContext rc) {
    String id = rc.pathParam("run");
    answers.document(
        rc, 200, view.findCurve(id).orElseThrow(() -> missing.curve(id)).value(NOTHING));
  }

  private record Line(String study, String run, @JsonUnwrapped RunItem.Row row) {}
}

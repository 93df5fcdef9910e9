package io.chiral.service.gateway.http;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.chiral.messages.Codec;
import io.chiral.messages.CommandReading;
import io.chiral.messages.Envelope;
import io.chiral.messages.Ids;
import io.chiral.messages.MessageType;
import io.chiral.messages.command.Cancel;
import io.chiral.messages.command.Forget;
import io.chiral.messages.command.Pause;
import io.chiral.messages.command.Resume;
import io.chiral.messages.command.StartStudy;
import io.chiral.messages.state.Rejection;
import io.chiral.messages.state.StudyState;
import io.chiral.messages.state.StudyState.StudyStatus;
import io.chiral.service.gateway.view.Since;
import io.chiral.service.gateway.view.StudyItem;
import io.chiral.service.gateway.view.StudyView;
import io.chiral.service.plan.StudyPlan;
import io.chiral.service.weights.NeededWeights;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Studies: start, list, look, stop. */
final class StudyRoutes {

  private static final Since NOTHING = new Since.Version(0);

  private final StudyView view;
  private final Commands commands;
  private final Answers answers;
  private final Codec codec;
  private final WeightsGuard weights;
  private final Proposals proposals;

  StudyRoutes(
      StudyView view,
      Commands commands,
      Answers answers,
      Codec codec,
      WeightsGuard weights,
      Proposals proposals) {
    this.view = view;
    this.commands = commands;
    this.answers = answers;
    this.codec = codec;
    this.weights = weights;
    this.proposals = proposals;
  }

  List<Operation> operations() {
    return List.of(
        new Operation("listStudies", this::list),
        new Operation("startStudy", this::start),
        new Operation("getStudy", this::get),
        new Operation("cancelStudy", this::cancel),
        new Operation("pauseStudy", this::pause),
        new Operation("resumeStudy", this::resume),
        new Operation("forgetStudy", this::forget));
  }

  private void list(RoutingContext rc) {
    String status = rc.request().getParam("status");
    List<StudyItem> newestFirst = view.studies();
    Collections.reverse(newestFirst);
    newestFirst.removeIf(
        study ->
            status == null ? study.isForgotten() : !study.value(NOTHING).status().equals(status));
    answers.page(rc, newestFirst, study -> new Line(study.key(), study.value(NOTHING)));
  }

  private void start(RoutingContext rc) {
    CommandReading.Accepted read = commands.read(MessageType.START_STUDY, rc.body().buffer());
    StartStudy command = (StartStudy) read.command();
    if ("true".equals(rc.request().getParam("dryRun"))) {
      proposals
          .dryRun(command.spec())
          .onSuccess(plan -> answers.document(rc, 200, plan))
          .onFailure(rc::fail);
      return;
    }
    Envelope envelope = commands.envelope(rc, read.type());
    String study = Ids.study(command.study(), envelope.source(), envelope.id());
    refuseConflict(study, read.digest(), command);
    weights.require(NeededWeights.of("/spec", command.spec()));
    proposals
        .estimate(command.spec())
        .compose(
            plan ->
                commands
                    .send(envelope, study, command)
                    .map(sent -> new Begun(sent, plan.orElse(null))))
        .onSuccess(begun -> begun(rc, begun))
        .onFailure(rc::fail);
  }

  private void begun(RoutingContext rc, Begun begun) {
    rc.response().putHeader(HttpHeaders.LOCATION, "/api/v1/studies/" + begun.sent().study());
    answers.document(rc, 202, begun);
  }

  /** Early word of what the command role will reject; it decides. */
  private void refuseConflict(String study, String digest, StartStudy command) {
    Optional<StudyState> known = view.findStudy(study).map(StudyItem::state);
    if (known.isPresent() && known.get().status() == StudyStatus.FORGOTTEN) {
      throw refusal(
          "impossible",
          "study %s was forgotten; use another id or Idempotency-Key".formatted(study),
          "forgotten");
    }
    if (known.isPresent() && !known.get().isMadeBy(command.spec(), digest)) {
      throw refusal(
          "conflict",
          "study %s exists with another specification; use another id".formatted(study),
          "taken");
    }
  }

  /** Because of the study's id. */
  private static ProblemException refusal(String kind, String detail, String why) {
    return Problem.of(
            "urn:chiral:problem:" + kind, 422, detail, List.of(new Problem.Place("/study", why)))
        .exception();
  }

  private void accepted(RoutingContext rc, Commands.Sent sent) {
    rc.response().putHeader(HttpHeaders.LOCATION, "/api/v1/studies/" + sent.study());
    answers.document(rc, 202, sent);
  }

  private void get(RoutingContext rc) {
    String id = rc.pathParam("study");
    Optional<StudyItem> study = view.findStudy(id);
    answers.document(rc, 200, study.isPresent() ? whole(study.get()) : pending(id));
  }

  private Object whole(StudyItem study) {
    return new Whole(study.key(), study.value(NOTHING), study.state());
  }

  private Object pending(String id) {
    Commands.Sent sent = commands.lastFor(id).orElseThrow(() -> Problem.notFound("study", id));
    return view.rejections().stream()
        .filter(rejection -> sent.command().equals(rejection.commandId()))
        .findFirst()
        .<Object>map(rejection -> new Rejected(id, "rejected", rejection))
        .orElse(sent);
  }

  private void cancel(RoutingContext rc) {
    String study = steerable(rc, "cancelled", StudyStatus.FORGOTTEN);
    Envelope envelope = commands.envelope(rc, MessageType.CANCEL);
    commands
        .send(envelope, study, new Cancel(study, null, Reason.of(codec, rc)))
        .onSuccess(sent -> accepted(rc, sent))
        .onFailure(rc::fail);
  }

  private void pause(RoutingContext rc) {
    String study = steerable(rc, "paused", StudyStatus.CANCELLED, StudyStatus.FORGOTTEN);
    Envelope envelope = commands.envelope(rc, MessageType.PAUSE);
    commands
        .send(envelope, study, new Pause(study, null, Reason.of(codec, rc)))
        .onSuccess(sent -> accepted(rc, sent))
        .onFailure(rc::fail);
  }

  private void resume(RoutingContext rc) {
    String study = steerable(rc, "resumed", StudyStatus.CANCELLED, StudyStatus.FORGOTTEN);
    Envelope envelope = commands.envelope(rc, MessageType.RESUME);
    commands
        .send(envelope, study, new Resume(study, null, Reason.of(codec, rc)))
        .onSuccess(sent -> accepted(rc, sent))
        .onFailure(rc::fail);
  }

  private void forget(RoutingContext rc) {
    String study = known(rc);
    StudyItem item = view.findStudy(study).orElse(null);
    StudyState state = item == null ? null : item.state();
    if (item == null
        || state == null
        || state.status() == StudyStatus.ACTIVE
        || state.status() == StudyStatus.PAUSED) {
      throw Problem.of(409, "study %s is not over; cancel it first".formatted(study)).exception();
    }
    if (item.runs().stream().anyMatch(run -> run.state().outstanding() != null)) {
      throw Problem.of(409, "a worker still ends a slice of study %s; try again".formatted(study))
          .exception();
    }
    Envelope envelope = commands.envelope(rc, MessageType.FORGET);
    commands
        .send(envelope, study, new Forget(study, Reason.of(codec, rc)))
        .onSuccess(sent -> accepted(rc, sent))
        .onFailure(rc::fail);
  }

  /** A known study that is in none of these states; early word of what would be rejected. */
  private String steerable(RoutingContext rc, String what, StudyStatus... never) {
    String id = known(rc);
    StudyState state = view.findStudy(id).map(StudyItem::state).orElse(null);
    if (state != null && List.of(never).contains(state.status())) {
      throw Problem.of(
              409,
              "study %s is %s and can't be %s"
                  .formatted(id, state.status().name().toLowerCase(Locale.ROOT), what))
          .exception();
    }
    return id;
  }

  /** A study that is there, or was just asked for at this gateway. */
  private String known(RoutingContext rc) {
    String id = rc.pathParam("study");
    if (view.findStudy(id).isEmpty() && commands.lastFor(id).isEmpty()) {
      throw Problem.notFound("study", id);
    }
    return id;
  }

  /** A start that lies on its topic, and what it will take; null: that could not be told. */
  private record Begun(@JsonUnwrapped Commands.Sent sent, @Nullable StudyPlan plan) {}

  private record Line(String study, @JsonUnwrapped StudyItem.Progress progress) {}

  private record Whole(
      String study, @JsonUnwrapped StudyItem.Progress progress, @Nullable StudyState state) {}

  private record Rejected(String study, String status, Rejection rejection) {}
}

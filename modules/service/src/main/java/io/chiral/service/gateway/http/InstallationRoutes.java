package io.chiral.service.gateway.http;

import io.chiral.messages.Codec;
import io.chiral.messages.Envelope;
import io.chiral.messages.MessageType;
import io.chiral.messages.command.Command;
import io.chiral.messages.command.PauseAll;
import io.chiral.messages.command.ResumeAll;
import io.chiral.messages.state.InstallationState;
import io.chiral.service.gateway.view.StudyView;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The whole installation: look, pause, resume. */
final class InstallationRoutes {

  private final StudyView view;
  private final Commands commands;
  private final Answers answers;
  private final Codec codec;

  InstallationRoutes(StudyView view, Commands commands, Answers answers, Codec codec) {
    this.view = view;
    this.commands = commands;
    this.answers = answers;
    this.codec = codec;
  }

  List<Operation> operations() {
    return List.of(
        new Operation("getInstallation", this::get),
        new Operation("pauseAll", this::pause),
        new Operation("resumeAll", this::resume));
  }

  private void get(RoutingContext rc) {
    answers.document(rc, 200, view.installation().map(Shown::of).orElse(Shown.NEVER_PAUSED));
  }

  private void pause(RoutingContext rc) {
    send(rc, MessageType.PAUSE_ALL, new PauseAll(Reason.of(codec, rc)));
  }

  private void resume(RoutingContext rc) {
    send(rc, MessageType.RESUME_ALL, new ResumeAll(Reason.of(codec, rc)));
  }

  private void send(RoutingContext rc, MessageType type, Command command) {
    Envelope envelope = commands.envelope(rc, type);
    rc.response().putHeader(HttpHeaders.LOCATION, "/api/v1/installation");
    commands
        .send(envelope, command)
        .onSuccess(sent -> answers.document(rc, 202, new Accepted(envelope.id(), "accepted")))
        .onFailure(rc::fail);
  }

  private record Accepted(String command, String status) {}

  /**
   * The installation as operators see it.
   *
   * @param paused whether no slice of any study is started
   * @param reason of whoever paused or resumed it last; null: none was given
   * @param since when that was; null: nobody has
   */
  private record Shown(boolean paused, @Nullable String reason, @Nullable Instant since) {
    static final Shown NEVER_PAUSED = new Shown(false, null, null);

    static Shown of(InstallationState state) {
      return new Shown(state.paused(), state.reason(), state.updatedAt());
    }
  }
}

package io.chiral.service.gateway.http;

import io.chiral.messages.CommandReading;
import io.chiral.messages.Envelope;
import io.chiral.messages.MessageType;
import io.chiral.messages.command.RecordOpinion;
import io.chiral.messages.spec.StudySpec;
import io.chiral.messages.work.Cell;
import io.chiral.service.gateway.view.Gallery;
import io.chiral.service.gateway.view.RunItem;
import io.chiral.service.gateway.view.StudyItem;
import io.chiral.service.gateway.view.StudyView;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What people think of the outputs. */
final class OpinionRoutes {

  private static final int USUAL = 10;

  private final StudyView view;
  private final Commands commands;
  private final Answers answers;

  OpinionRoutes(StudyView view, Commands commands, Answers answers) {
    this.view = view;
    this.commands = commands;
    this.answers = answers;
  }

  List<Operation> operations() {
    return List.of(
        new Operation("recordOpinion", this::record), new Operation("nextPairs", this::pairs));
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

  private void pairs(RoutingContext rc) {
    String id = rc.pathParam("study");
    StudyItem study = view.findStudy(id).orElseThrow(() -> Problem.notFound("study", id));
    String rater = rc.request().getParam("rater");
    String limit = rc.request().getParam("limit");
    Gallery gallery = view.gallery(id);
    StudySpec spec = study.state() == null ? null : study.state().spec();
    List<Gallery.Pair> pairs =
        spec == null
            ? List.of()
            : gallery.pairs(
                rater,
                limit == null ? USUAL : Integer.parseInt(limit),
                spec.training().steps(),
                trainings(study, spec.training().steps()));
    answers.document(
        rc,
        200,
        new Pairs(pairs.stream().map(OpinionRoutes::blind).toList(), gallery.answered(rater)));
  }

  /** Of each cell evaluated at the step, the run that trained it. */
  private static Map<Cell, String> trainings(StudyItem study, int step) {
    Map<Cell, String> trainings = new HashMap<>();
    for (RunItem run : study.runs()) {
      Cell cell = run.state().cell();
      if (cell.role() == Cell.Role.OBJECTIVE) {
        trainings.put(
            new Cell(Cell.Role.EVALUATION, cell.metric(), cell.setting(), cell.seed(), step, null),
            run.key());
      }
    }
    return trainings;
  }

  /** Without what would tell a rater which is which. */
  private static Item blind(Gallery.Pair pair) {
    return new Item(pair.image(), pair.reference(), side(pair.left()), side(pair.right()));
  }

  private static Side side(Gallery.Work work) {
    return new Side(work.run(), work.step(), work.digest());
  }

  private void accepted(RoutingContext rc, Commands.Sent sent) {
    rc.response().putHeader(HttpHeaders.LOCATION, "/api/v1/studies/" + sent.study() + "/report");
    answers.document(rc, 202, sent);
  }

  /**
   * What a rater may compare next.
   *
   * @param items in this order
   * @param answered how many pairs of this rater have been stored
   */
  private record Pairs(List<Item> items, int answered) {}

  private record Item(String image, @Nullable String reference, Side left, Side right) {}

  private record Side(String run, int step, String digest) {}

  private String known(RoutingContext rc) {
    String id = rc.pathParam("study");
    if (view.findStudy(id).isEmpty()) {
      throw Problem.notFound("study", id);
    }
    return id;
  }
}

package io.chiral.service.gateway.http;

import io.chiral.messages.Codec;
import io.chiral.messages.CommandReading;
import io.chiral.messages.MessageType;
import io.chiral.messages.command.RecordOpinion;
import io.chiral.messages.spec.StudySpec;
import io.chiral.messages.work.Cell;
import io.chiral.service.gateway.view.Gallery;
import io.chiral.service.gateway.view.RunItem;
import io.chiral.service.gateway.view.StudyItem;
import io.chiral.service.gateway.view.StudyView;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Blind comparisons: raters get outputs by names that tell nothing, and answer by them; what they
 * are of is known here only.
 */
final class PairRoutes {

  private static final int USUAL = 10;

  private final StudyView view;
  private final Commands commands;
  private final Answers answers;
  private final Codec codec;

  PairRoutes(StudyView view, Commands commands, Answers answers, Codec codec) {
    this.view = view;
    this.commands = commands;
    this.answers = answers;
    this.codec = codec;
  }

  List<Operation> operations() {
    return List.of(
        new Operation("nextPairs", this::pairs), new Operation("answerPair", this::take));
  }

  private void pairs(RoutingContext rc) {
    StudyItem study = study(rc);
    String rater = rc.request().getParam("rater");
    String limit = rc.request().getParam("limit");
    Gallery gallery = view.gallery(study.key());
    StudySpec spec = spec(study);
    List<Gallery.Pair> pairs =
        spec == null
            ? List.of()
            : gallery.pairs(
                rater,
                limit == null ? USUAL : Integer.parseInt(limit),
                spec.training().steps(),
                trainings(study, spec.training().steps()));
    List<Item> items = pairs.stream().map(pair -> blind(study.key(), pair)).toList();
    answers.document(rc, 200, new Pairs(items, gallery.answered(rater)));
  }

  private void take(RoutingContext rc) {
    StudyItem study = study(rc);
    Answer answer = codec.read(Answer.class, rc.body().buffer().getBytes());
    Gallery.Work left = output(study, answer.image(), answer.left());
    Gallery.Work right = output(study, answer.image(), answer.right());
    RecordOpinion opinion =
        new RecordOpinion(
            study.key(),
            answer.rater(),
            answer.image(),
            left.run(),
            left.step(),
            right.run(),
            right.step(),
            answer.value());
    // By the rules of the commands topic, as if it had come from there.
    CommandReading.Accepted read =
        commands.read(MessageType.RECORD_OPINION, Buffer.buffer(codec.write(opinion)));
    commands
        .send(commands.envelope(rc, read.type()), study.key(), read.command())
        .onSuccess(sent -> accepted(rc, sent))
        .onFailure(rc::fail);
  }

  private void accepted(RoutingContext rc, Commands.Sent sent) {
    rc.response().putHeader(HttpHeaders.LOCATION, "/api/v1/studies/" + sent.study() + "/report");
    answers.document(rc, 202, sent);
  }

  private Gallery.Work output(StudyItem study, String image, String name) {
    StudySpec spec = spec(study);
    int step = spec == null ? 0 : spec.training().steps();
    return view.gallery(study.key())
        .find(study.key(), image, name, step, trainings(study, step))
        .orElseThrow(() -> Problem.notFound("output of image '%s'".formatted(image), name));
  }

  private StudyItem study(RoutingContext rc) {
    String id = rc.pathParam("study");
    return view.findStudy(id).orElseThrow(() -> Problem.notFound("study", id));
  }

  private static @Nullable StudySpec spec(StudyItem study) {
    return study.state() == null ? null : study.state().spec();
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

  /** Without what would tell a rater which is which, or let him look it up. */
  private static Item blind(String study, Gallery.Pair pair) {
    return new Item(
        pair.image(),
        pair.reference(),
        side(study, pair.image(), pair.left()),
        side(study, pair.image(), pair.right()));
  }

  private static Side side(String study, String image, Gallery.Work work) {
    return new Side(work.blindName(study, image), work.digest());
  }

  /**
   * What a rater may compare next.
   *
   * @param items in this order
   * @param answered how many pairs of this rater have been stored
   */
  private record Pairs(List<Item> items, int answered) {}

  private record Item(String image, @Nullable String reference, Side left, Side right) {}

  private record Side(String output, String digest) {}

  /**
   * The contract has checked it.
   *
   * @param left blind name
   * @param right blind name
   * @param value 1: left is better, 0: right is, ½: neither
   */
  private record Answer(String rater, String image, String left, String right, double value) {}
}

package io.chiral.service.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.chiral.messages.Ids;
import io.chiral.messages.command.RecordOpinion;
import io.chiral.messages.command.StartRun;
import io.chiral.messages.command.StartStudy;
import io.chiral.messages.event.OpinionRecorded;
import io.chiral.messages.spec.EvaluateSpec;
import io.chiral.messages.state.Rejection;
import io.chiral.messages.state.Rejection.Code;
import io.chiral.messages.work.Cell.Role;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OpinionRulesTest {
  private final World world = new World(1);
  private String one = "";
  private String other = "";

  /** Two metrics, evaluated at steps 10 and 30, all done. */
  @BeforeEach
  void finish() {
    world.send(
        "c1",
        new StartStudy(
            "s",
            Specs.study(
                List.of(Specs.L1, Specs.SSIM),
                List.of(Specs.NONE),
                List.of(1L),
                List.of(10),
                0,
                null)));
    world.finishAll();
    one = world.all(Role.OBJECTIVE).get(0).run();
    other = world.all(Role.OBJECTIVE).get(1).run();
  }

  private RecordOpinion preference(String image, String runB, int stepB) {
    return new RecordOpinion("s", "ann", image, one, 30, runB, stepB, 1);
  }

  private RecordOpinion rating(String study, String run, int step) {
    return new RecordOpinion(study, "ann", "5.png", run, step, null, null, 4);
  }

  private Rejection refused(RecordOpinion opinion) {
    int before = world.rejections.size();
    world.send("c9", opinion);
    assertThat(world.last.events()).isEmpty();
    assertThat(world.rejections).hasSize(before + 1);
    return world.rejections.get(before);
  }

  private static void at(Rejection rejection, @Nullable String place, String words) {
    assertThat(rejection.place()).isEqualTo(place);
    assertThat(rejection.message()).contains(words);
  }

  @Test
  void recordsPreferencesAndRatingsUnderAHashOfTheirCommand() {
    RecordOpinion preference = preference("0.png", other, 30);
    world.send("c2", preference);
    assertThat(world.last.events())
        .containsExactly(new OpinionRecorded("s", Ids.opinion("/test", "c2"), preference));

    world.send("c3", rating("s", one, 10)).send("c4", preference("0.png", one, 10));
    assertThat(world.rejections).isEmpty();
  }

  @Test
  void refusesWhatIsNotThere() {
    at(refused(rating("nowhere", one, 30)), "/study", "no study 'nowhere'");
    at(refused(rating("s", "r-none", 30)), "/runA", "no run 'r-none' in study 's'");
    at(refused(preference("0.png", "r-none", 30)), "/runB", "no run 'r-none'");
    at(refused(preference("6.png", other, 30)), "/image", "not among the first 6 of test set");
    assertThat(world.rejections).first().matches(r -> r.code() == Code.UNKNOWN_REFERENCE);
  }

  @Test
  void refusesStepsThatNobodyCouldSee() {
    at(refused(rating("s", one, 20)), "/stepA", "evaluated are [10, 30]");
    World early = new World(1).send("c1", new StartStudy("s", Specs.small()));
    String run = early.only(Role.OBJECTIVE).run();
    early.send("c2", new RecordOpinion("s", "ann", "0.png", run, 30, null, null, 4));
    at(early.rejections.get(0), "/stepA", "has not reached step 30");
  }

  @Test
  void refusesAnOutputComparedWithItselfAndRunsThatTrainNothing() {
    at(refused(preference("0.png", one, 30)), "/runB", "both are run");
    String baseline = world.only(Role.BASELINE).run();
    at(refused(rating("s", baseline, 6)), "/runA", "no training of the grid");
  }

  @Test
  void refusesOpinionsOfALoneRun() {
    EvaluateSpec bicubic = Specs.evaluate(null);
    world.send("c5", new StartRun("alone", bicubic, 0));
    RecordOpinion opinion = rating("alone", "r-any", 1);
    world.send("c6", opinion);
    at(world.rejections.get(world.rejections.size() - 1), "/study", "no grid");
  }

  @Test
  void admitsPeopleAsAJudgeOfAStudyBesideComputedOnes() {
    world.send("c7", new StartStudy("p", withJudges("gmsd", "people")));
    assertThat(world.rejections).isEmpty();
    assertThat(world.all(Role.BASELINE))
        .extracting(run -> ((EvaluateSpec) run.spec()).judges())
        .containsOnly(List.of("gmsd", "niqe"), List.of("gmsd"));

    world.send("c8", new StartStudy("q", withJudges("people")));
    assertThat(world.rejections)
        .singleElement()
        .matches(r -> r.message().contains("at least one judge that is computed"));
  }

  private static io.chiral.messages.spec.StudySpec withJudges(String... judges) {
    var small = Specs.small();
    return Specs.with(
        small, small.training(), small.assessment(), Specs.evaluation(List.of(judges)));
  }
}

package io.chiral.asymmetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.chiral.messages.command.RecordOpinion;
import io.chiral.messages.event.MetricEvent;
import io.chiral.messages.event.OpinionRecorded;
import io.chiral.messages.report.AsOf;
import io.chiral.messages.report.AsymmetryReport;
import io.chiral.messages.report.JudgeReport;
import io.chiral.messages.report.People;
import io.chiral.testkit.PlantedStudy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A planted study whose outputs people compare: they like what is planted in each setting. */
class PeopleFoldTest {

  private static final double[] RISING = {0.7, 1.2, 2, 4};
  private static final double[] UP = {-1.5, -0.5, 0.5, 1.5};
  private static final double[] DOWN = {1.5, 0.5, -0.5, -1.5};
  private static final List<String> SETTINGS = List.of("none", "patch-vgg16");
  private static final int IMAGES = 8;

  private static List<MetricEvent> study(String... judges) {
    return new PlantedStudy(1, RISING, UP, DOWN)
        .images(IMAGES)
        .contents(9)
        .judgedBy(judges)
        .events();
  }

  private static String run(int metric, int setting, int seed) {
    return "%s-%s-%d".formatted(PlantedStudy.METRICS.get(metric), SETTINGS.get(setting), seed);
  }

  private static OpinionRecorded opinion(
      int id, String rater, int image, String one, String other, double value) {
    RecordOpinion said =
        new RecordOpinion(PlantedStudy.ID, rater, "photo" + image, one, 400, other, 400, value);
    return new OpinionRecorded(PlantedStudy.ID, "o" + id, said);
  }

  /** Each of seven people compares random pairs of all outputs. */
  private static List<MetricEvent> preferences(int each) {
    Random random = new Random(7);
    List<MetricEvent> opinions = new ArrayList<>();
    for (int rater = 0; rater < 7; rater++) {
      for (int i = 0; i < each; i++) {
        int f = random.nextInt(4);
        int g = random.nextInt(4);
        int s = random.nextInt(2);
        int t = random.nextInt(2);
        int k = 1 + random.nextInt(2);
        int l = 1 + random.nextInt(2);
        if (!run(f, s, k).equals(run(g, t, l))) {
          double d = (s == 0 ? UP : DOWN)[f] - (t == 0 ? UP : DOWN)[g];
          double won = random.nextDouble() < 1 / (1 + Math.exp(-d)) ? 1 : 0;
          String person = "p" + rater;
          opinions.add(
              opinion(
                  opinions.size(),
                  person,
                  random.nextInt(IMAGES),
                  run(f, s, k),
                  run(g, t, l),
                  won));
        }
      }
    }
    return opinions;
  }

  private static StudyFold fold(List<MetricEvent> events) {
    StudyFold fold = new StudyFold(PlantedStudy.ID);
    events.forEach(fold::apply);
    return fold;
  }

  private static AsymmetryReport report(StudyFold fold) {
    return fold.report(new AsOf(0, 1), Instant.EPOCH, "test");
  }

  private static People people(AsymmetryReport report) {
    return Objects.requireNonNull(report.people());
  }

  private static <T> List<T> both(List<? extends T> some, List<? extends T> more) {
    List<T> all = new ArrayList<>(some);
    all.addAll(more);
    return all;
  }

  @Test
  void opinionsCountOnceInAnyOrderAndMerge() {
    List<MetricEvent> study = study("niqe", "people");
    List<MetricEvent> opinions = preferences(100);
    AsymmetryReport whole = report(fold(both(study, opinions)));

    List<MetricEvent> shuffled = both(both(opinions, study), opinions);
    Collections.shuffle(shuffled, new Random(3));
    assertThat(report(fold(shuffled))).isEqualTo(whole);

    StudyFold merged = fold(both(opinions.subList(0, 300), study));
    merged.merge(fold(opinions.subList(200, opinions.size())));
    assertThat(report(merged)).isEqualTo(whole);
    assertThat(report(fold(merged.events().toList()))).isEqualTo(whole);
  }

  @Test
  void peopleJudgeWhereTheStudyDeclaredThemAndSawEveryOutput() {
    AsymmetryReport report = report(fold(both(study("niqe", "people"), preferences(150))));
    People people = people(report);
    assertThat(people.judge()).isEqualTo("preferences");
    assertThat(people.judgeReason()).isNull();
    assertThat(people.raters()).isEqualTo(7);
    assertThat(people.outputs()).hasSize(8);
    assertThat(report.settings()).extracting(s -> s.byJudge().size()).containsOnly(2);
    JudgeReport judge =
        report.settings().get(1).byJudge().stream()
            .filter(j -> j.judge().equals("people"))
            .findFirst()
            .orElseThrow();
    assertThat(judge.metrics()).isSortedAccordingTo((a, b) -> Double.compare(value(b), value(a)));
    assertThat(report.protocol().judges())
        .filteredOn(j -> j.id().equals("people"))
        .singleElement()
        .matches(j -> j.scores().contains("Bradley-Terry") && j.deviation() != null);
    assertThat(report.provisional()).isFalse();
  }

  private static double value(JudgeReport.JudgedMetric metric) {
    Double value = metric.centred().value();
    return value == null ? Double.NaN : value;
  }

  @Test
  void withoutOpinionsTheStudyIsCompleteAndTheJudgeIsNamedMissing() {
    AsymmetryReport report = report(fold(study("niqe", "people")));
    assertThat(report.people()).isNull();
    assertThat(report.provisional()).isFalse();
    assertThat(report.settings().get(1).verdict()).isNull();
    assertThat(report.settings().get(1).verdictReason()).contains("people are declared as a judge");
    assertThat(report.settings().get(1).reversals()).isNotEmpty();
    assertThat(report.protocol().missing())
        .anyMatch(m -> m.startsWith("judge people is left out: preferences: on no image"));
  }

  @Test
  void opinionsOfAStudyThatDidNotDeclarePeopleStandBesideIt() {
    List<MetricEvent> study = study("niqe");
    AsymmetryReport without = report(fold(study));
    AsymmetryReport report = report(fold(both(study, preferences(150))));
    assertThat(report.settings()).isEqualTo(without.settings());
    assertThat(people(report).judge()).isNull();
    assertThat(people(report).judgeReason()).contains("did not declare people");
    assertThat(people(report).outputs()).allMatch(o -> o.ability().low() != null);
  }

  @Test
  void ofRepeatedAnswersOfOneRaterTheMeanCounts() {
    List<MetricEvent> study = study("niqe");
    List<MetricEvent> opinions = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      RecordOpinion said =
          new RecordOpinion(
              PlantedStudy.ID, "ann", "photo0", run(0, 0, 1), 400, run(1, 0, 1), 400, i % 2);
      opinions.add(new OpinionRecorded(PlantedStudy.ID, "o" + i, said));
    }
    // The same pair, asked the other way round: A and B have changed places.
    RecordOpinion turned =
        new RecordOpinion(
            PlantedStudy.ID, "ann", "photo0", run(1, 0, 1), 400, run(0, 0, 1), 400, 0);
    opinions.add(new OpinionRecorded(PlantedStudy.ID, "o9", turned));
    People people = people(report(fold(both(study, opinions))));
    assertThat(people.preferences()).isEqualTo(1);
    assertThat(people.outputs()).allMatch(o -> Math.abs(ability(o)) < 1e-9);
  }

  private static double ability(People.Output output) {
    Double value = output.ability().value();
    return value == null ? Double.NaN : value;
  }

  @Test
  void ratingsJudgeWhereThereAreNoPreferences() {
    List<MetricEvent> opinions = new ArrayList<>();
    for (int rater = 0; rater < 6; rater++) {
      for (int image = 0; image < IMAGES; image++) {
        for (int cell = 0; cell < 16; cell++) {
          String run = run(cell % 4, cell / 4 % 2, 1 + cell / 8);
          double liked = 3 + (cell / 4 % 2 == 0 ? UP : DOWN)[cell % 4] / 2 + (rater % 3 - 1) * 0.5;
          RecordOpinion said =
              new RecordOpinion(
                  PlantedStudy.ID, "p" + rater, "photo" + image, run, 400, null, null, liked);
          opinions.add(new OpinionRecorded(PlantedStudy.ID, opinions.size() + " " + run, said));
        }
      }
    }
    AsymmetryReport report = report(fold(both(study("niqe", "people"), opinions)));
    assertThat(people(report).judge()).isEqualTo("ratings");
    assertThat(people(report).ratings()).isEqualTo(6 * IMAGES * 16);
    assertThat(report.settings().get(1).verdict()).isEqualTo("reversal certain");
  }
}

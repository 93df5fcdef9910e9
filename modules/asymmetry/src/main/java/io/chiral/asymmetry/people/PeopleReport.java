package io.chiral.asymmetry.people;

import io.chiral.asymmetry.evidence.Evidence;
import io.chiral.asymmetry.people.Answers.Preference;
import io.chiral.asymmetry.people.Answers.Rating;
import io.chiral.asymmetry.replicate.Replicates;
import io.chiral.messages.report.People;
import io.chiral.messages.spec.StudySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the report says of people. Keeps the figures until an opinion or a cell is new. */
public final class PeopleReport {

  private final Evidence evidence;
  private final Replicates replicates;
  private long changes = -1;
  private int cells = -1;
  private Answers answers;
  private List<People.Output> outputs = List.of();

  /** Nothing is computed yet. */
  public PeopleReport(Evidence evidence, Replicates replicates) {
    this.evidence = evidence;
    this.replicates = replicates;
    answers = new Answers(evidence);
  }

  /**
   * The report's part; null while nobody said anything.
   *
   * @param spec the declared grid
   * @param judge what became of the judge {@code people}
   */
  public @Nullable People report(StudySpec spec, PeopleJudge judge) {
    refresh();
    if (answers.isEmpty()) {
      return null;
    }
    boolean declared = spec.evaluation().judges().contains(StudySpec.Evaluation.PEOPLE);
    long raters =
        Stream.concat(
                answers.ratings().stream().map(Rating::rater),
                answers.preferences().stream().map(Preference::rater))
            .distinct()
            .count();
    return new People(
        (int) raters,
        answers.ratings().size(),
        answers.preferences().size(),
        declared ? judge.kind() : null,
        declared
            ? judge.kind() == null ? judge.reason() : null
            : "the study did not declare people among its judges",
        outputs);
  }

  /** What people said of the grid as it is known now. */
  public Answers answers() {
    refresh();
    return answers;
  }

  private void refresh() {
    int known = evidence.grid().cells().size();
    if (changes == evidence.opinions().changes() && cells == known) {
      return;
    }
    changes = evidence.opinions().changes();
    cells = known;
    answers = new Answers(evidence);
    outputs = outputs();
  }

  private List<People.Output> outputs() {
    SortedSet<Output> seen = new TreeSet<>();
    answers.ratings().forEach(rating -> seen.add(rating.output().ofAnySeed()));
    for (Preference preference : answers.preferences()) {
      seen.add(preference.one().ofAnySeed());
      seen.add(preference.other().ofAnySeed());
    }
    MeanOpinions ratings = new MeanOpinions(answers.ratings(), replicates);
    Abilities abilities = new Abilities(answers.preferences(), replicates);
    List<People.Output> told = new ArrayList<>();
    for (Output output : seen) {
      told.add(
          new People.Output(
              output.setting(),
              output.metric(),
              output.step(),
              ratings.of(output),
              abilities.of(output)));
    }
    return told;
  }
}

package io.chiral.asymmetry.people;

import io.chiral.asymmetry.evidence.Evidence;
import io.chiral.messages.command.RecordOpinion;
import io.chiral.messages.event.OpinionRecorded;
import io.chiral.messages.work.Cell;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What people said of the declared grid's outputs. A rater counts once for an image and output, or
 * an image and pair: of repeated answers the mean counts, so that none is the later one.
 */
public final class Answers {

  private final List<Rating> ratings = new ArrayList<>();
  private final List<Preference> preferences = new ArrayList<>();

  /**
   * A rater's mean rating of one image of one output.
   *
   * @param rating 1 (bad) to 5 (excellent)
   */
  record Rating(String rater, String image, Output output, double rating) {}

  /**
   * A rater's mean preference between two outputs of one image.
   *
   * @param won 1: {@code one} is better, 0: {@code other} is, ½: neither
   */
  record Preference(String rater, String image, Output one, Output other, double won) {}

  private record Question(String rater, String image, Output one, @Nullable Output other) {}

  private static final class Mean {
    private double sum;
    private int count;

    void add(double value) {
      sum += value;
      count++;
    }

    double value() {
      return sum / count;
    }
  }

  /** Opinions of runs that the grid does not know (yet) are passed over. */
  public Answers(Evidence evidence) {
    Map<String, Cell> cells = evidence.grid().cells();
    Map<Question, Mean> means = new LinkedHashMap<>();
    for (OpinionRecorded recorded : evidence.opinions().all()) {
      RecordOpinion opinion = recorded.opinion();
      Output one = output(cells, opinion.runA(), opinion.stepA());
      Output other = output(cells, opinion.runB(), opinion.stepB());
      if (one != null && opinion.runB() == null) {
        mean(means, opinion, one, null).add(opinion.value());
      } else if (one != null && other != null && one.compareTo(other) < 0) {
        mean(means, opinion, one, other).add(opinion.value());
      } else if (one != null && other != null && one.compareTo(other) > 0) {
        mean(means, opinion, other, one).add(1 - opinion.value());
      }
    }
    means.forEach(this::take);
  }

  private static Mean mean(
      Map<Question, Mean> means, RecordOpinion opinion, Output one, @Nullable Output other) {
    return means.computeIfAbsent(
        new Question(opinion.rater(), opinion.image(), one, other), question -> new Mean());
  }

  private void take(Question question, Mean mean) {
    if (question.other == null) {
      ratings.add(new Rating(question.rater, question.image, question.one, mean.value()));
    } else {
      preferences.add(
          new Preference(
              question.rater, question.image, question.one, question.other, mean.value()));
    }
  }

  private static @Nullable Output output(
      Map<String, Cell> cells, @Nullable String run, @Nullable Integer step) {
    Cell cell = run == null ? null : cells.get(run);
    return cell == null || step == null || cell.role() != Cell.Role.OBJECTIVE
        ? null
        : output(cell, step);
  }

  /** The output that a cell with metric, setting and seed stands for; null: it has none. */
  static @Nullable Output output(Cell cell, int step) {
    return cell.setting() == null || cell.metric() == null || cell.seed() == null
        ? null
        : new Output(cell.setting(), cell.metric(), step, cell.seed());
  }

  List<Rating> ratings() {
    return ratings;
  }

  List<Preference> preferences() {
    return preferences;
  }

  /** Whether nobody said anything. */
  public boolean isEmpty() {
    return ratings.isEmpty() && preferences.isEmpty();
  }
}

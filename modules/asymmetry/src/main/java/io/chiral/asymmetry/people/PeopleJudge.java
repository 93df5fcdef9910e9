package io.chiral.asymmetry.people;

import io.chiral.asymmetry.evidence.Evidence;
import io.chiral.asymmetry.people.Answers.Preference;
import io.chiral.asymmetry.people.Answers.Rating;
import io.chiral.asymmetry.people.BradleyTerry.Duel;
import io.chiral.messages.work.Cell;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The judge {@code people}: a score for every image of every run that is compared, made of
 * preferences where they suffice, else of ratings, never of both, whose units differ.
 *
 * <p>Only images count on which every one of the runs was seen. Of preferences, abilities of the
 * runs' outputs are fitted on those images; an image's score is the pseudo-value β + n·(its share
 * in β), the jackknife's n·β − (n − 1)·β₋ₜ to first order, so that the mean over images is β
 * itself. Of ratings it is the mean of those without their raters' biases.
 */
public final class PeopleJudge {

  private static final String PREFERENCES = "preferences";
  private static final String RATINGS = "ratings";

  private final Map<Output, String> runs = new TreeMap<>();
  private final Map<String, Map<String, Double>> scores = new HashMap<>();
  private final List<String> reasons = new ArrayList<>();
  private @Nullable String kind;
  private int opinions;
  private final Set<String> raters = new HashSet<>();

  /**
   * Judges.
   *
   * @param evaluations ids of all evaluating runs that are compared
   */
  public PeopleJudge(Answers answers, Evidence evidence, List<String> evaluations) {
    Map<String, Cell> cells = evidence.grid().cells();
    for (String evaluation : evaluations) {
      Cell cell = cells.get(evaluation);
      Output output =
          cell == null || cell.step() == null ? null : Answers.output(cell, cell.step());
      if (output != null) {
        runs.put(output, evaluation);
      }
    }
    if (runs.isEmpty()) {
      reasons.add("no step yet at which every metric of a setting was evaluated");
    } else if (!preferences(answers.preferences())) {
      scores.clear();
      ratings(answers.ratings());
    }
  }

  /** {@code preferences} or {@code ratings}; null: there is no such judge. */
  public @Nullable String kind() {
    return kind;
  }

  /** Why there is none. */
  public String reason() {
    return String.join("; ", reasons);
  }

  /** More is better; NaN: people did not see it, or there is no such judge. */
  public double score(String run, String image) {
    return scores.getOrDefault(run, Map.of()).getOrDefault(image, Double.NaN);
  }

  /** How the scores are made. */
  public String protocol() {
    if (kind == null) {
      return "";
    }
    String how =
        kind.equals(PREFERENCES)
            ? "Bradley-Terry abilities by image (pseudo-values), neither as half a win"
            : "mean ratings without raters' biases";
    return "%s of %d %s of %d people".formatted(how, opinions, kind, raters.size());
  }

  private boolean preferences(List<Preference> all) {
    List<Preference> ours =
        all.stream().filter(p -> runs.containsKey(p.one()) && runs.containsKey(p.other())).toList();
    Map<String, Set<Output>> seen = new TreeMap<>();
    for (Preference preference : ours) {
      Set<Output> there = seen.computeIfAbsent(preference.image(), image -> new HashSet<>());
      there.add(preference.one());
      there.add(preference.other());
    }
    Set<String> images = whole(PREFERENCES, seen);
    List<Preference> used = ours.stream().filter(p -> images.contains(p.image())).toList();
    Parts parts = new Parts();
    used.forEach(preference -> parts.join(preference.one(), preference.other()));
    int together = parts.largest().size();
    if (!images.isEmpty() && together < runs.size()) {
      reasons.add(
          "preferences: only %d of %d outputs are compared with each other, directly or by way of"
                  .formatted(together, runs.size())
              + " others");
    }
    if (images.isEmpty() || together < runs.size()) {
      return false;
    }
    fit(used, new ArrayList<>(images));
    made(PREFERENCES, used.stream().map(Preference::rater).toList());
    return true;
  }

  private void fit(List<Preference> used, List<String> images) {
    List<Output> outputs = new ArrayList<>(runs.keySet());
    List<Duel> duels =
        used.stream()
            .map(p -> new Duel(outputs.indexOf(p.one()), outputs.indexOf(p.other()), p.won()))
            .toList();
    int[] shown = used.stream().mapToInt(p -> images.indexOf(p.image())).toArray();
    BradleyTerry fitted = BradleyTerry.fit(outputs.size(), duels, BradleyTerry.PRIOR);
    for (int object = 0; object < outputs.size(); object++) {
      double[] shares = new double[images.size()];
      for (int i = 0; i < shown.length; i++) {
        shares[shown[i]] += fitted.influence(duels.get(i), object);
      }
      // What the prior pulls is no image's own.
      double mean = Arrays.stream(shares).average().orElse(0);
      for (int t = 0; t < shares.length; t++) {
        double pseudo = fitted.abilities()[object] + shares.length * (shares[t] - mean);
        put(outputs.get(object), images.get(t), pseudo);
      }
    }
  }

  private void ratings(List<Rating> all) {
    List<Rating> ours =
        MeanOpinions.freed(all).stream().filter(r -> runs.containsKey(r.output())).toList();
    Map<String, Set<Output>> seen = new TreeMap<>();
    ours.forEach(r -> seen.computeIfAbsent(r.image(), image -> new HashSet<>()).add(r.output()));
    Set<String> images = whole(RATINGS, seen);
    if (images.isEmpty()) {
      return;
    }
    List<Rating> used = ours.stream().filter(r -> images.contains(r.image())).toList();
    Map<Output, Map<String, List<Double>>> given = new TreeMap<>();
    for (Rating rating : used) {
      given
          .computeIfAbsent(rating.output(), output -> new TreeMap<>())
          .computeIfAbsent(rating.image(), image -> new ArrayList<>())
          .add(rating.rating());
    }
    given.forEach(
        (output, byImage) ->
            byImage.forEach(
                (image, values) ->
                    put(
                        output,
                        image,
                        values.stream().mapToDouble(v -> v).average().orElse(Double.NaN))));
    made(RATINGS, used.stream().map(Rating::rater).toList());
  }

  /** Images on which every run was seen; notes what is missing where there is none. */
  private Set<String> whole(String what, Map<String, Set<Output>> seen) {
    Set<String> images = new TreeSet<>();
    int most = 0;
    for (Map.Entry<String, Set<Output>> image : seen.entrySet()) {
      most = Math.max(most, image.getValue().size());
      if (image.getValue().size() == runs.size()) {
        images.add(image.getKey());
      }
    }
    if (images.isEmpty()) {
      reasons.add(
          "%s: on no image were all %d outputs seen, on one at most %d"
              .formatted(what, runs.size(), most));
    }
    return images;
  }

  private void put(Output output, String image, double score) {
    String run = runs.get(output);
    if (run != null) {
      scores.computeIfAbsent(run, absent -> new HashMap<>()).put(image, score);
    }
  }

  private void made(String of, List<String> people) {
    kind = of;
    opinions = people.size();
    raters.addAll(people);
    reasons.clear();
  }
}

package io.chiral.asymmetry.people;

import static org.assertj.core.api.Assertions.assertThat;

import io.chiral.asymmetry.people.Answers.Preference;
import io.chiral.asymmetry.people.Answers.Rating;
import io.chiral.asymmetry.replicate.Replicates;
import io.chiral.messages.report.Figure;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Coverage of the intervals where photographs and people both have tastes of their own. */
class ClustersTest {

  private static final double[] ABILITIES = {-0.6, -0.2, 0.2, 0.6};
  private static final double TASTE = 0.4;

  private static Output output(int number) {
    return new Output("none", "m" + number, 400, 1);
  }

  /** Everyone compares every pair on every photograph. */
  private static List<Preference> preferences(Random random, int photographs, int raters) {
    double[][] ofPhotographs = tastes(random, photographs);
    double[][] ofRaters = tastes(random, raters);
    List<Preference> preferences = new ArrayList<>();
    for (int t = 0; t < photographs; t++) {
      for (int p = 0; p < raters; p++) {
        for (int i = 0; i < 4; i++) {
          for (int j = i + 1; j < 4; j++) {
            double d =
                ABILITIES[i]
                    - ABILITIES[j]
                    + ofPhotographs[t][i]
                    - ofPhotographs[t][j]
                    + ofRaters[p][i]
                    - ofRaters[p][j];
            double won = random.nextDouble() < 1 / (1 + Math.exp(-d)) ? 1 : 0;
            preferences.add(new Preference("p" + p, "t" + t, output(i), output(j), won));
          }
        }
      }
    }
    return preferences;
  }

  private static double[][] tastes(Random random, int count) {
    double[][] tastes = new double[count][4];
    for (double[] row : tastes) {
      for (int i = 0; i < 4; i++) {
        row[i] = TASTE * random.nextGaussian();
      }
    }
    return tastes;
  }

  private static double value(Figure figure) {
    return number(figure.value());
  }

  private static double number(@Nullable Double number) {
    return number == null ? Double.NaN : number;
  }

  private static double width(Figure figure) {
    return number(figure.high()) - number(figure.low());
  }

  @Test
  void abilitiesCoverWhatManyMorePeopleAndPhotographsWouldSay() {
    Abilities truth =
        new Abilities(preferences(new Random(1), 300, 300), new Replicates("truth", 0));
    int covered = 0;
    int trials = 200;
    for (int trial = 0; trial < trials; trial++) {
      Abilities seen =
          new Abilities(
              preferences(new Random(100 + trial), 10, 8), new Replicates("s" + trial, 200));
      for (int i = 0; i < 4; i++) {
        Figure figure = seen.of(output(i).ofAnySeed());
        double truly = value(truth.of(output(i).ofAnySeed()));
        covered += number(figure.low()) <= truly && truly <= number(figure.high()) ? 1 : 0;
      }
    }
    assertThat(covered / (4.0 * trials)).isBetween(0.92, 0.99);
  }

  @Test
  void fewRatersSpeakForThemselvesOnly() {
    List<Preference> many = preferences(new Random(2), 12, 6);
    List<Preference> few = many.stream().filter(p -> !p.rater().equals("p5")).toList();
    Replicates replicates = new Replicates("s", 500);
    Figure six = new Abilities(many, replicates).of(output(0).ofAnySeed());
    Figure five = new Abilities(few, replicates).of(output(0).ofAnySeed());
    assertThat(width(six)).isGreaterThan(1.3 * width(five));
    assertThat(five.n()).isEqualTo(3 * 12 * 5);
  }

  @Test
  void meanOpinionsForgetHowKindRatersAre() {
    List<Rating> ratings = new ArrayList<>();
    for (int t = 0; t < 8; t++) {
      for (int i = 0; i < 2; i++) {
        ratings.add(new Rating("kind", "t" + t, output(i), 4 + 0.5 * i));
        if (t < 6) {
          ratings.add(new Rating("harsh", "t" + t, output(i), 2 + 0.5 * i));
        }
      }
    }
    ratings.add(new Rating("harsh", "t6", output(0), 2));
    ratings.add(new Rating("passer-by", "t0", output(1), 1));
    MeanOpinions means = new MeanOpinions(ratings, new Replicates("s", 200));
    // The passer-by rated once, too little for a bias: only he moves the difference.
    List<Rating> freed =
        MeanOpinions.freed(ratings).stream().filter(r -> !r.rater().equals("passer-by")).toList();
    double spread =
        freed.stream()
                .filter(r -> r.output().equals(output(0)))
                .mapToDouble(Rating::rating)
                .max()
                .orElseThrow()
            - freed.stream()
                .filter(r -> r.output().equals(output(0)))
                .mapToDouble(Rating::rating)
                .min()
                .orElseThrow();
    assertThat(spread).isLessThan(0.25);
    Figure first = means.of(output(0).ofAnySeed());
    assertThat(first.n()).isEqualTo(15);
    assertThat(value(first)).isBetween(2.5, 3.5);
    assertThat(first.low()).isNotNull();
  }

  @Test
  void tellsWhyAnAbilityCantBeTold() {
    List<Preference> preferences =
        List.of(
            new Preference("p", "t", output(0), output(1), 1),
            new Preference("p", "u", output(1), output(2), 0.5),
            new Preference("p", "t", output(3), output(4), 1));
    Abilities abilities = new Abilities(preferences, new Replicates("s", 50));
    assertThat(abilities.of(output(0).ofAnySeed()).value()).isPositive();
    assertThat(abilities.of(output(3).ofAnySeed()).reason()).contains("not compared");
    assertThat(abilities.of(output(5).ofAnySeed()).reason()).isEqualTo("never compared");
  }
}

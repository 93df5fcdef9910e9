package io.chiral.asymmetry.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.chiral.asymmetry.people.BradleyTerry.Duel;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class BradleyTerryTest {

  /** Stigler's citations between four journals, as in BradleyTerry2: numbers, won, lost. */
  private static final int[][] CITATIONS = {
    {0, 1, 730, 33},
    {0, 2, 498, 320},
    {0, 3, 221, 284},
    {1, 2, 68, 813},
    {1, 3, 17, 276},
    {2, 3, 142, 325}
  };

  private static List<Duel> duels(int[]... table) {
    List<Duel> duels = new ArrayList<>();
    for (int[] row : table) {
      for (int i = 0; i < row[2] + row[3]; i++) {
        duels.add(new Duel(row[0], row[1], i < row[2] ? 1 : 0));
      }
    }
    return duels;
  }

  @Test
  void equalsThePublishedFitOfJournalCitations() {
    BradleyTerry fit = BradleyTerry.fit(4, duels(CITATIONS), 0);
    double[] abilities = fit.abilities();
    // BradleyTerry2's vignette, Biometrika as reference: estimates and standard errors.
    double[] published = {-2.9491, -0.4796, 0.2690};
    double[] errors = {0.10255, 0.06059, 0.07083};
    for (int i = 1; i < 4; i++) {
      assertThat(abilities[i] - abilities[0]).isCloseTo(published[i - 1], within(5e-5));
      Duel duel = new Duel(i, 0, 1);
      double surprise = 1 - 1 / (1 + Math.exp(abilities[0] - abilities[i]));
      double variance = (fit.influence(duel, i) - fit.influence(duel, 0)) / surprise;
      assertThat(Math.sqrt(variance)).isCloseTo(errors[i - 1], within(5e-6));
    }
  }

  @Test
  void staysFiniteWhereOneWinsAll() {
    double[] abilities =
        BradleyTerry.fit(3, duels(new int[][] {{0, 1, 9, 0}, {0, 2, 9, 0}, {1, 2, 3, 3}}), 1.0 / 9)
            .abilities();
    assertThat(abilities[0]).isBetween(2.0, 6.0);
    assertThat(abilities[1]).isCloseTo(abilities[2], within(1e-9));
    assertThat(DoubleStream.of(abilities).sum()).isCloseTo(0, within(1e-9));
  }

  @Test
  void countsNeitherAsHalfAWinOfEach() {
    List<Duel> torn = List.of(new Duel(0, 1, 0.5), new Duel(0, 1, 0.5), new Duel(1, 2, 0.5));
    assertThat(BradleyTerry.fit(3, torn, 0).abilities()).containsExactly(new double[3]);

    List<Duel> halves = new ArrayList<>(duels(new int[] {0, 1, 3, 0}));
    halves.add(new Duel(0, 1, 0.5));
    halves.add(new Duel(0, 1, 0.5));
    double[] abilities = BradleyTerry.fit(2, halves, 0).abilities();
    assertThat(abilities[0] - abilities[1]).isCloseTo(Math.log(4), within(1e-9)); // 4 of 5
  }

  @Test
  void recoversPlantedAbilitiesOfManyObjects() {
    Random random = new Random(3);
    double[] planted = random.doubles(40, -1.5, 1.5).toArray();
    double mean = DoubleStream.of(planted).average().orElseThrow();
    List<Duel> duels = new ArrayList<>();
    while (duels.size() < 20_000) {
      int one = random.nextInt(40);
      int other = random.nextInt(40);
      if (one != other) {
        double p = 1 / (1 + Math.exp(planted[other] - planted[one]));
        duels.add(new Duel(one, other, random.nextDouble() < p ? 1 : 0));
      }
    }
    double[] abilities = BradleyTerry.fit(40, duels, BradleyTerry.PRIOR).abilities();
    double squares = 0;
    for (int i = 0; i < 40; i++) {
      squares += Math.pow(abilities[i] - planted[i] + mean, 2) / 40;
    }
    // A thousand comparisons each: standard error about 2/√1000.
    assertThat(Math.sqrt(squares)).isLessThan(0.1);
  }
}

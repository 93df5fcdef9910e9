package io.chiral.service.gateway.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.chiral.messages.command.RecordOpinion;
import io.chiral.messages.event.TilesStored;
import io.chiral.messages.work.Cell;
import io.chiral.messages.work.Cell.Role;
import io.chiral.service.gateway.view.Gallery.Pair;
import io.chiral.service.gateway.view.Gallery.Work;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GalleryTest {

  private static final int STEP = 30;
  private static final List<String> IMAGES = List.of("harbour", "meadow");

  private final Gallery gallery = new Gallery();
  private final Map<Cell, String> trainings = new HashMap<>();

  /** Two settings of two metrics with two seeds: 28 pairs an image. */
  private Gallery full() {
    for (String setting : List.of("none", "patch")) {
      for (String metric : List.of("l1", "ssim")) {
        for (long seed = 1; seed <= 2; seed++) {
          tiles(metric, setting, seed, STEP, setting + metric + seed);
        }
      }
    }
    return gallery;
  }

  private void tiles(String metric, String setting, long seed, int step, String digest) {
    Cell cell = new Cell(Role.EVALUATION, metric, setting, seed, step, null);
    trainings.put(cell, "r-%s-%s-%d".formatted(metric, setting, seed));
    List<TilesStored.Tile> tiles = new ArrayList<>();
    for (String image : IMAGES) {
      tiles.add(new TilesStored.Tile(image, "output", digest, 64, 64));
      tiles.add(new TilesStored.Tile(image, "hr", "reference of " + image, 64, 64));
      tiles.add(new TilesStored.Tile(image, "bicubic", "bicubic", 64, 64));
    }
    gallery.put(new TilesStored("s", cell + "-e", cell, tiles));
  }

  private void answer(String rater, Pair pair) {
    gallery.put(
        new RecordOpinion(
            "s",
            rater,
            pair.image(),
            pair.left().run(),
            pair.left().step(),
            pair.right().run(),
            pair.right().step(),
            1));
  }

  private List<Pair> ask(String rater, int limit) {
    return gallery.pairs(rater, limit, STEP, trainings);
  }

  private static String key(Pair pair) {
    return Stream.of(pair.left().key(), pair.right().key())
        .sorted()
        .collect(Collectors.joining(" ", pair.image() + " ", ""));
  }

  @Test
  void asksForEveryPairOnceAndThenForNoMore() {
    full();
    Set<String> asked = new HashSet<>();
    List<Pair> pairs = ask("ann", 1);
    while (!pairs.isEmpty()) {
      assertThat(asked.add(key(pairs.get(0)))).isTrue();
      answer("ann", pairs.get(0));
      pairs = ask("ann", 1);
    }
    assertThat(asked).hasSize(2 * 28);
    assertThat(gallery.answered("ann")).isEqualTo(56);
    assertThat(ask("bob", 100)).hasSize(56);
  }

  @Test
  void spreadsOverImagesSettingsAndOutputs() {
    full();
    List<Pair> pairs = ask("ann", 16);
    Map<String, Long> images =
        pairs.stream().collect(Collectors.groupingBy(Pair::image, Collectors.counting()));
    assertThat(images).containsEntry("harbour", 8L).containsEntry("meadow", 8L);
    assertThat(pairs.stream().filter(p -> !sameSetting(p)).count()).isEqualTo(4);
    assertThat(pairs.stream().filter(GalleryTest::sameCell).count()).isZero();
    Map<String, Long> seen =
        pairs.stream()
            .flatMap(p -> Stream.of(p.left(), p.right()))
            .collect(Collectors.groupingBy(Work::key, Collectors.counting()));
    assertThat(seen).hasSize(8).allSatisfy((work, n) -> assertThat(n).isBetween(3L, 5L));
  }

  private static boolean sameSetting(Pair pair) {
    return pair.left().setting().equals(pair.right().setting());
  }

  private static boolean sameCell(Pair pair) {
    return sameSetting(pair) && pair.left().metric().equals(pair.right().metric());
  }

  @Test
  void isTheSameAfterAReloadAndTurnsSidesAboutByRater() {
    full();
    assertThat(ask("ann", 10)).isEqualTo(ask("ann", 10));
    List<Pair> all = new ArrayList<>(ask("ann", 56));
    all.addAll(ask("bob", 56));
    long sorted = all.stream().filter(p -> p.left().key().compareTo(p.right().key()) < 0).count();
    assertThat(sorted).isBetween(40L, 72L); // of 112, 16 = 3 standard deviations
  }

  @Test
  void showsReferencesAndLeavesOutWhatNobodyCouldTellApartOrIsNotOfTheStep() {
    tiles("l1", "none", 1, STEP, "same");
    tiles("l1", "none", 2, STEP, "same");
    tiles("ssim", "none", 1, STEP - 10, "earlier");
    assertThat(ask("ann", 10)).isEmpty();
    tiles("ssim", "none", 1, STEP, "other");
    assertThat(ask("ann", 10))
        .hasSize(4)
        .allMatch(pair -> ("reference of " + pair.image()).equals(pair.reference()));
  }

  @Test
  void countsARepeatedAnswerAndARatingNotAgain() {
    full();
    Pair pair = ask("ann", 1).get(0);
    answer("ann", pair);
    answer("ann", new Pair(pair.image(), null, pair.right(), pair.left()));
    gallery.put(new RecordOpinion("s", "ann", "harbour", "r", STEP, null, null, 4));
    assertThat(gallery.answered("ann")).isEqualTo(1);
  }
}

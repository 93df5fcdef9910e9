package io.chiral.asymmetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.chiral.asymmetry.report.Effort;
import io.chiral.messages.event.MetricEvent;
import io.chiral.messages.report.AsOf;
import io.chiral.messages.report.AsymmetryReport;
import io.chiral.testkit.PlantedStudy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Laws of the fold on random studies, finished or not, cut in random parts. */
class FoldLawsTest {

  private static final Effort EFFORT = new Effort(30, 10);

  private static List<MetricEvent> events(Random random) {
    List<MetricEvent> all =
        new PlantedStudy(
                random.nextLong(),
                random.doubles(4, 0.5, 4).toArray(),
                random.doubles(4, -1, 1).toArray(),
                random.doubles(4, -1, 1).toArray())
            .images(3 + random.nextInt(5))
            .contents(6)
            .events();
    Collections.shuffle(all, random);
    // One study in two is not finished.
    return random.nextBoolean() ? all : all.subList(0, all.size() * 3 / 4);
  }

  private static StudyFold fold(Iterable<MetricEvent> events) {
    StudyFold fold = new StudyFold(PlantedStudy.ID, EFFORT);
    events.forEach(fold::apply);
    return fold;
  }

  private static AsymmetryReport report(StudyFold fold) {
    return fold.report(new AsOf(0, 7), Instant.EPOCH, "test");
  }

  private static List<MetricEvent> some(List<MetricEvent> events, Random random) {
    return new ArrayList<>(events.stream().filter(event -> random.nextBoolean()).toList());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void theOrderOfEventsDoesNotMatter(long seed) {
    Random random = new Random(seed);
    List<MetricEvent> events = events(random);
    AsymmetryReport report = report(fold(events));
    List<MetricEvent> shuffled = new ArrayList<>(events);
    Collections.shuffle(shuffled, random);
    assertThat(report(fold(shuffled))).isEqualTo(report);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void repeatedEventsDoNotMatter(long seed) {
    Random random = new Random(seed);
    List<MetricEvent> events = events(random);
    List<MetricEvent> repeated = new ArrayList<>(events);
    repeated.addAll(some(events, random));
    repeated.addAll(some(events, random));
    Collections.shuffle(repeated, random);
    assertThat(report(fold(repeated))).isEqualTo(report(fold(events)));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void theFoldOfAUnionIsTheMergeOfTheFolds(long seed) {
    Random random = new Random(seed);
    List<MetricEvent> a = some(events(random), random);
    List<MetricEvent> b = some(events(new Random(seed)), random);
    List<MetricEvent> c = some(events(new Random(seed)), random);
    List<MetricEvent> union = new ArrayList<>(a);
    union.addAll(b);
    union.addAll(c);
    AsymmetryReport whole = report(fold(union));
    StudyFold left = fold(a);
    left.merge(fold(b));
    left.merge(fold(c));
    StudyFold right = fold(c);
    right.merge(fold(b));
    StudyFold last = fold(a);
    last.merge(right);
    last.merge(last);
    assertThat(report(left)).isEqualTo(whole);
    assertThat(report(last)).isEqualTo(whole);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void aReportBetweenDoesNotMatter(long seed) {
    Random random = new Random(seed);
    List<MetricEvent> events = events(random);
    StudyFold told = new StudyFold(PlantedStudy.ID, EFFORT);
    for (int at = 0; at < events.size(); at++) {
      told.apply(events.get(at));
      if (at % 40 == 39) {
        assertThat(report(told).study()).isEqualTo(PlantedStudy.ID);
      }
    }
    assertThat(report(told)).isEqualTo(report(fold(events)));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void threadsDoNotMatter(long seed) throws Exception {
    List<MetricEvent> events = events(new Random(seed));
    AsymmetryReport alone = report(fold(events));
    ExecutorService pool = Executors.newFixedThreadPool(3);
    try {
      Callable<AsymmetryReport> again = () -> report(fold(events));
      for (Future<AsymmetryReport> report : pool.invokeAll(Collections.nCopies(6, again))) {
        assertThat(report.get()).isEqualTo(alone);
      }
    } finally {
      pool.shutdownNow();
    }
  }
}

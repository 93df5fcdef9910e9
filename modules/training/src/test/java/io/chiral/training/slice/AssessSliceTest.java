package io.chiral.training.slice;

import static io.chiral.training.slice.Slices.L1;
import static io.chiral.training.slice.Slices.VGG;
import static io.chiral.training.slice.Slices.slice;
import static org.assertj.core.api.Assertions.assertThat;

import io.chiral.imagery.dataset.DataSets;
import io.chiral.messages.event.ItemsScored;
import io.chiral.messages.event.MetricEvent;
import io.chiral.messages.spec.AssessSpec;
import io.chiral.messages.spec.MetricSpec;
import io.chiral.messages.spec.OptimiserSpec;
import io.chiral.messages.work.Slice;
import io.chiral.messages.work.SliceEnded.Reason;
import io.chiral.networks.published.WeightsFolder;
import io.chiral.training.checkpoint.DirectoryStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AssessSliceTest {

  private static final String BENCHMARK = "proxy/tiny";
  private static final OptimiserSpec ADAM = new OptimiserSpec(1e-2, 0.9, 0.99, 1e-8, 0);

  private DataSets dataSets;
  private DirectoryStore store;
  private SliceRunner runner;

  @BeforeEach
  void open(@TempDir Path directory) throws IOException {
    dataSets = Pictures.under(directory);
    store = new DirectoryStore(directory);
    runner = anotherRunner();
  }

  @AfterEach
  void close() {
    runner.close();
  }

  private SliceRunner anotherRunner() {
    return new SliceRunner(dataSets, store, new WeightsFolder(Path.of("none")), 1, "worker");
  }

  private SliceResult run(Slice slice) {
    return runner.run(slice, () -> false, progress -> {});
  }

  private static AssessSpec spec(MetricSpec metric, int splits, int steps, boolean frozen) {
    return new AssessSpec(metric, BENCHMARK, splits, 0.2, steps, 4, ADAM, frozen, 7, 3, null);
  }

  @Test
  void splitsAreSharedAndApartByContent() {
    AssessSpec learning = spec(VGG, 2, 3, true);
    AssessSpec plain = spec(L1, 2, 1, true);

    SliceResult learnt = run(slice(learning, null, 6));
    SliceResult fixed = run(slice(plain, null, 2));

    assertThat(learnt.error()).isNull();
    List<ItemsScored> one = scored(learnt.events());
    List<ItemsScored> other = scored(fixed.events());
    assertThat(one).hasSize(2);
    for (int split = 0; split < 2; split++) {
      assertThat(contents(one.get(split))).isEqualTo(contents(other.get(split))).hasSize(1);
    }
    assertThat(contents(one.get(0))).isNotEqualTo(contents(one.get(1)));
    assertThat(one.get(0).seed()).isEqualTo(7L);
    assertThat(other.get(0).seed()).isNull();
    assertThat(one.get(0).proxy()).isTrue();
    assertThat(one.get(0).items()).allMatch(item -> item.score() <= 0);
  }

  @Test
  void aSplitIsTheSameInOneSliceOrInTwoByTwoRunners() {
    AssessSpec spec = spec(VGG, 1, 6, true);
    SliceResult whole = run(slice(spec, null, 6));
    runner.close();
    runner = anotherRunner();
    SliceResult first = run(slice(spec, null, 2));
    runner.close();
    runner = anotherRunner();
    SliceResult second = run(slice(spec, first.checkpoint(), 6));

    assertThat(second.checkpoint()).isNotNull().isEqualTo(whole.checkpoint());
    assertThat(scored(second.events())).isEqualTo(scored(whole.events()));
  }

  @Test
  void stopsWhileItPreparesWithoutLosingItsPlace() {
    SliceResult result =
        runner.run(slice(spec(VGG, 1, 6, true), null, 6), () -> true, progress -> {});

    assertThat(result.reason()).isEqualTo(Reason.STOPPED);
    assertThat(result.stepReached()).isZero();
    assertThat(run(slice(spec(VGG, 1, 6, true), result.checkpoint(), 6)).reason())
        .isEqualTo(Reason.MILESTONE);
  }

  @Test
  void aBackboneCanLearnToo() {
    SliceResult frozen = run(slice(spec(VGG, 1, 2, true), null, 2));
    SliceResult whole = run(slice(spec(VGG, 1, 2, false), null, 2));

    assertThat(whole.error()).isNull();
    assertThat(scored(whole.events()).get(0).items())
        .isNotEqualTo(scored(frozen.events()).get(0).items());
  }

  @Test
  void saysThatABenchmarkIsAbsent() {
    AssessSpec spec = new AssessSpec(VGG, "kadid", 1, 0.2, 1, 4, ADAM, true, 7, 3, null);

    SliceResult result = run(slice(spec, null, 1));

    assertThat(result.reason()).isEqualTo(Reason.IMPOSSIBLE);
    assertThat(result.error()).contains("kadid", "proxy/");
  }

  private static List<ItemsScored> scored(List<MetricEvent> events) {
    List<ItemsScored> found = new ArrayList<>();
    for (MetricEvent event : events) {
      if (event instanceof ItemsScored scored) {
        found.add(scored);
      }
    }
    return found;
  }

  private static Set<String> contents(ItemsScored scored) {
    return scored.items().stream().map(ItemsScored.Item::content).collect(Collectors.toSet());
  }
}

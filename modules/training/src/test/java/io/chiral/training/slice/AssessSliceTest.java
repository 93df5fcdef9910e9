package io.chiral.training.slice;

import static io.chiral.messages.spec.LearningSpec.STANDARD;
import static io.chiral.training.slice.Slices.L1;
import static io.chiral.training.slice.Slices.VGG;
import static io.chiral.training.slice.Slices.slice;
import static org.assertj.core.api.Assertions.assertThat;

import io.chiral.imagery.dataset.DataSets;
import io.chiral.messages.event.ItemsScored;
import io.chiral.messages.event.MetricEvent;
import io.chiral.messages.spec.AssessSpec;
import io.chiral.messages.spec.CheckpointSource;
import io.chiral.messages.spec.DiscriminatorSpec;
import io.chiral.messages.spec.LearningSpec;
import io.chiral.messages.spec.MetricSpec;
import io.chiral.messages.spec.OptimiserSpec;
import io.chiral.messages.work.CheckpointRef;
import io.chiral.messages.work.Slice;
import io.chiral.messages.work.SliceEnded.Reason;
import io.chiral.networks.published.WeightsFolder;
import io.chiral.training.checkpoint.DirectoryStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AssessSliceTest {

  private static final String BENCHMARK = "proxy/tiny";

  /** Without references. */
  private static final String OPINIONS = "opinions";

  private static final OptimiserSpec ADAM = new OptimiserSpec(1e-2, 0.9, 0.99, 1e-8, 0);

  /** Two crops a test image, half of what is learnt from mirrored, the best of two looks. */
  private static final LearningSpec LEARNING = new LearningSpec("mse", 0, 32, 2, true, 0.2, 3);

  private static final MetricSpec NR =
      new MetricSpec("nr-random", "nr", "vgg16", "random", List.of(1));
  private static final MetricSpec OF_DISCRIMINATOR =
      new MetricSpec("nr-discriminator", "nr", "vgg16", "discriminator", List.of(1));

  private DataSets dataSets;
  private DirectoryStore store;
  private SliceRunner runner;

  @BeforeEach
  void open(@TempDir Path directory) throws IOException {
    dataSets = Pictures.withOpinions(directory);
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
    return new AssessSpec(
        metric, BENCHMARK, splits, 0.2, steps, 4, ADAM, frozen, STANDARD, 7, 3, null);
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
    assertThat(one.get(0).items()).allMatch(item -> item.score() <= 1);
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
  void anAssessorWithoutReferencesLearns() {
    AssessSpec spec = spec(NR, LEARNING, 1, 8);

    SliceResult result = run(slice(spec, null, 8));

    assertThat(result.error()).isNull();
    ItemsScored scored = scored(result.events()).get(0);
    assertThat(scored.items()).extracting(ItemsScored.Item::score).doesNotHaveDuplicates();
    assertThat(scored.protocol()).containsKeys("batch norm", "selection", "initialisation");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aChoiceOfWeightsIsTheSameInOneSliceOrInTwoByTwoRunners(boolean frozen) {
    AssessSpec spec =
        new AssessSpec(NR, OPINIONS, 1, 0.2, 6, 4, ADAM, frozen, LEARNING, 7, 3, null);
    SliceResult whole = run(slice(spec, null, 6));
    runner.close();
    runner = anotherRunner();
    SliceResult first = run(slice(spec, null, 3));
    runner.close();
    runner = anotherRunner();
    SliceResult second = run(slice(spec, first.checkpoint(), 6));

    assertThat(whole.error()).isNull();
    assertThat(second.checkpoint()).isNotNull().isEqualTo(whole.checkpoint());
    assertThat(scored(second.events())).isEqualTo(scored(whole.events()));
    String id = Objects.requireNonNull(whole.checkpoint()).id();
    assertThat(store.open(id).manifest().numbers()).containsKeys("selected_srcc", "selected_step");
    assertThat(store.open(id).has("metric_selected.safetensors")).isTrue();
  }

  @Test
  void aValidationPartLeavesTheTestPartAsItWas() {
    SliceResult without = run(slice(spec(NR, STANDARD, 2, 1), null, 2));
    SliceResult with = run(slice(spec(NR, LEARNING, 2, 1), null, 2));

    for (int split = 0; split < 2; split++) {
      assertThat(contents(scored(with.events()).get(split)))
          .isEqualTo(contents(scored(without.events()).get(split)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"plcc", "mse", "l1", "pairwise-fidelity"})
  void everyLossTeaches(String loss) {
    LearningSpec learning = new LearningSpec(loss, 0, null, 1, false, 0, 100);

    SliceResult many = run(slice(spec(NR, learning, 1, 40), null, 40));

    assertThat(many.error()).isNull();
    assertThat(agreement(many)).isGreaterThan(0.8);
  }

  @Test
  void beginsWithTheBackboneOfADiscriminator() {
    SliceResult trained = run(slice(Slices.optimise(2, L1, critic("relu1_2")), null, 2));
    CheckpointRef source = Objects.requireNonNull(trained.checkpoint());
    AssessSpec spec =
        new AssessSpec(
            OF_DISCRIMINATOR,
            OPINIONS,
            1,
            0.2,
            2,
            4,
            ADAM,
            true,
            LEARNING,
            7,
            3,
            new CheckpointSource(null, null, source.id()));

    SliceResult result = run(from(source, spec, 2));

    assertThat(result.error()).isNull();
    ItemsScored scored = scored(result.events()).get(0);
    assertThat(scored.seed()).isEqualTo(7L);
    assertThat(scored.protocol().get("initialisation"))
        .contains("patch-vgg16-relu1_2", source.id(), "step 2");
    String id = Objects.requireNonNull(result.checkpoint()).id();
    assertThat(store.open(id).manifest().inputs()).containsEntry("initialisation", source.id());
  }

  @Test
  void saysThatADiscriminatorWasCutTooEarly() {
    SliceResult trained = run(slice(Slices.optimise(1, L1, critic("relu1_1")), null, 1));
    CheckpointRef source = Objects.requireNonNull(trained.checkpoint());
    AssessSpec spec =
        new AssessSpec(
            OF_DISCRIMINATOR,
            OPINIONS,
            1,
            0.2,
            2,
            4,
            ADAM,
            true,
            LEARNING,
            7,
            3,
            new CheckpointSource(null, null, source.id()));

    SliceResult result = run(from(source, spec, 2));

    assertThat(result.reason()).isEqualTo(Reason.IMPOSSIBLE);
    assertThat(result.error()).contains("backbone.features.2.weight", "cut", source.id());
  }

  @Test
  void saysThatACropIsTooLarge() {
    LearningSpec learning = new LearningSpec("plcc", 0, 64, 1, false, 0, 100);

    SliceResult result = run(slice(spec(NR, learning, 1, 1), null, 1));

    assertThat(result.reason()).isEqualTo(Reason.IMPOSSIBLE);
    assertThat(result.error()).contains("40×40", "64");
  }

  private static DiscriminatorSpec critic(String cut) {
    return new DiscriminatorSpec("patch", "vgg16", cut, "random", "bce", 0.1, Slices.ADAM);
  }

  private static AssessSpec spec(MetricSpec metric, LearningSpec learning, int splits, int steps) {
    return new AssessSpec(
        metric, OPINIONS, splits, 0.2, steps, 4, ADAM, true, learning, 7, 3, null);
  }

  private static Slice from(CheckpointRef source, AssessSpec spec, int maxStep) {
    Slice slice = slice(spec, null, maxStep);
    return new Slice(
        slice.study(),
        slice.run(),
        0,
        1,
        slice.cell(),
        spec,
        0,
        maxStep,
        slice.budgetMillis(),
        null,
        source);
  }

  /** Share of pairs of opinions whose scores have their order. */
  private static double agreement(SliceResult result) {
    List<ItemsScored.Item> items = scored(result.events()).get(0).items();
    int pairs = 0;
    int agreeing = 0;
    for (ItemsScored.Item one : items) {
      for (ItemsScored.Item other : items) {
        if (one.opinion() > other.opinion()) {
          pairs++;
          agreeing += one.score() > other.score() ? 1 : 0;
        }
      }
    }
    return (double) agreeing / pairs;
  }

  @Test
  void saysThatABenchmarkIsAbsent() {
    AssessSpec spec = new AssessSpec(VGG, "kadid", 1, 0.2, 1, 4, ADAM, true, STANDARD, 7, 3, null);

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

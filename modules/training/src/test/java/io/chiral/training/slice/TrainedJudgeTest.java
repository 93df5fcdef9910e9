package io.chiral.training.slice;

import static io.chiral.training.slice.Slices.VGG;
import static io.chiral.training.slice.Slices.slice;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.chiral.imagery.dataset.Benchmark;
import io.chiral.imagery.dataset.BenchmarkItem;
import io.chiral.imagery.dataset.DataSets;
import io.chiral.imagery.metric.Judge;
import io.chiral.messages.event.ImagesScored;
import io.chiral.messages.event.ItemsScored;
import io.chiral.messages.spec.AssessSpec;
import io.chiral.messages.spec.EvaluateSpec;
import io.chiral.messages.spec.LearningSpec;
import io.chiral.messages.spec.MetricSpec;
import io.chiral.messages.spec.OptimiserSpec;
import io.chiral.messages.spec.TrainedJudge;
import io.chiral.messages.work.Slice;
import io.chiral.networks.published.WeightsFolder;
import io.chiral.training.Torch;
import io.chiral.training.assess.Benchmarks;
import io.chiral.training.assess.TrainedJudges;
import io.chiral.training.checkpoint.DirectoryStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainedJudgeTest {

  private static final OptimiserSpec ADAM = new OptimiserSpec(1e-2, 0.9, 0.99, 1e-8, 0);
  private static final LearningSpec LEARNING = new LearningSpec("mse", 0, 32, 2, true, 0.2, 3);
  private static final MetricSpec NR =
      new MetricSpec("nr-random", "nr", "vgg16", "random", List.of(1));

  private DataSets dataSets;
  private DirectoryStore store;
  private SliceRunner runner;

  @BeforeEach
  void open(@TempDir Path directory) throws IOException {
    dataSets = Pictures.withOpinions(directory);
    store = new DirectoryStore(directory);
    runner = new SliceRunner(dataSets, store, new WeightsFolder(Path.of("none")), 1, "worker");
  }

  @AfterEach
  void close() {
    runner.close();
  }

  @Test
  void judgesAsItScoredItsTestPart() {
    AssessSpec nr = new AssessSpec(NR, "opinions", 1, 0.2, 6, 4, ADAM, true, LEARNING, 7, 3, null);
    AssessSpec dists =
        new AssessSpec(
            VGG, "proxy/tiny", 1, 0.2, 3, 4, ADAM, true, LearningSpec.STANDARD, 7, 3, null);
    try (Torch torch = Torch.start(1)) {
      for (AssessSpec spec : List.of(nr, dists)) {
        SliceResult trained = run(slice(spec, null, spec.steps()));
        Judge judge = new TrainedJudges(() -> torch, () -> store).of(judge(spec, trained), 0);
        Benchmark benchmark = new Benchmarks(dataSets).get(spec.benchmark());
        Map<String, BenchmarkItem> items =
            benchmark.items().stream()
                .collect(Collectors.toMap(BenchmarkItem::id, Function.identity()));

        for (ItemsScored.Item scored : scored(trained).items()) {
          BenchmarkItem item = requireNonNull(items.get(scored.item()));
          double score =
              judge.score(
                  judge.needsReference() ? item.requireReference().load().toRgb() : null,
                  item.distorted().load().toRgb());
          // The run works in batches, which sums in another order.
          assertThat(score).isCloseTo(scored.score(), within(1e-5));
        }
      }
    }
  }

  @Test
  void sitsOnAPanel() {
    AssessSpec spec =
        new AssessSpec(NR, "opinions", 1, 0.2, 2, 4, ADAM, true, LEARNING, 7, 3, null);
    TrainedJudge judge = judge(spec, run(slice(spec, null, 2)));

    SliceResult judged = run(slice(evaluation(judge.id()), null, 2));
    SliceResult unknown = run(slice(evaluation("nr-vgg16.0123456789abcdef"), null, 2));
    SliceResult other = run(slice(evaluation("nr-alexnet." + judge.checkpoint()), null, 2));

    assertThat(judged.error()).isNull();
    ImagesScored scores = (ImagesScored) judged.events().get(0);
    assertThat(scores.scores())
        .anySatisfy(
            score -> {
              assertThat(score.judge()).isEqualTo(judge.id());
              assertThat(score.value()).isNotNull();
            });
    assertThat(unknown.error()).contains("no checkpoint 0123456789abcdef");
    assertThat(other.error()).contains("holds assessor nr/vgg16/1");
  }

  private static EvaluateSpec evaluation(String judge) {
    return new EvaluateSpec(null, 2, "tiny", 2, null, List.of("psnr-y", judge), "tiny", 0, true);
  }

  private static TrainedJudge judge(AssessSpec spec, SliceResult trained) {
    assertThat(trained.error()).isNull();
    return TrainedJudge.of(
        spec.metric().kind(),
        requireNonNull(spec.metric().backbone()),
        requireNonNull(trained.checkpoint()).id());
  }

  private static ItemsScored scored(SliceResult result) {
    return result.events().stream()
        .filter(ItemsScored.class::isInstance)
        .map(ItemsScored.class::cast)
        .findFirst()
        .orElseThrow();
  }

  private SliceResult run(Slice slice) {
    return runner.run(slice, () -> false, progress -> {});
  }
}

package io.chiral.training.slice;

import static io.chiral.training.slice.Slices.optimise;
import static io.chiral.training.slice.Slices.slice;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.chiral.imagery.dataset.DataSets;
import io.chiral.imagery.file.ImageFiles;
import io.chiral.messages.event.ImagesScored;
import io.chiral.messages.event.MetricEvent;
import io.chiral.messages.event.TilesStored;
import io.chiral.messages.event.TilesStored.Tile;
import io.chiral.messages.spec.CheckpointSource;
import io.chiral.messages.spec.EvaluateSpec;
import io.chiral.messages.work.CheckpointRef;
import io.chiral.messages.work.Slice;
import io.chiral.messages.work.SliceEnded.Reason;
import io.chiral.networks.published.WeightsFolder;
import io.chiral.training.checkpoint.DirectoryStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluateSliceTest {

  private DataSets dataSets;
  private DirectoryStore store;
  private SliceRunner runner;

  @BeforeEach
  void open(@TempDir Path directory) throws IOException {
    dataSets = Pictures.under(directory);
    store = new DirectoryStore(directory);
    runner = new SliceRunner(dataSets, store, new WeightsFolder(Path.of("none")), 1, "worker");
  }

  @AfterEach
  void close() {
    runner.close();
  }

  private SliceResult run(Slice slice) {
    return runner.run(slice, () -> false, progress -> {});
  }

  private static EvaluateSpec spec(CheckpointSource from, List<String> judges) {
    return new EvaluateSpec(from, 2, "tiny", 3, null, judges, "tiny", 1, true);
  }

  private static Slice evaluation(EvaluateSpec spec, CheckpointRef source) {
    Slice plain = slice(spec, null, spec.images());
    return new Slice(
        plain.study(),
        "evaluation",
        0,
        1,
        plain.cell(),
        spec,
        0,
        spec.images(),
        600_000,
        null,
        source);
  }

  @Test
  void scoresACheckpointAndStoresTiles() throws IOException {
    CheckpointRef trained =
        requireNonNull(run(slice(optimise(2, null, null), null, 2)).checkpoint());
    List<String> judges = List.of("psnr-y", "psnr-rgb", "ssim-y", "ssim-rgb", "gmsd");
    EvaluateSpec spec = spec(CheckpointSource.milestone("run", 2), judges);

    SliceResult result = run(evaluation(spec, trained));

    assertThat(result.error()).isNull();
    assertThat(result.reason()).isEqualTo(Reason.MILESTONE);
    List<ImagesScored> parts = ofType(ImagesScored.class, result.events());
    assertThat(parts).hasSize(3).extracting(ImagesScored::part).containsExactly(0, 1, 2);
    assertThat(parts.get(0).scores())
        .extracting(ImagesScored.Score::judge)
        .containsExactlyElementsOf(judges);
    assertThat(parts.get(0).scores()).allMatch(score -> score.value() != null);
    assertThat(parts.get(0).protocol()).containsOnlyKeys(judges);
    List<Tile> tiles = ofType(TilesStored.class, result.events()).get(0).tiles();
    assertThat(tiles).extracting(Tile::view).containsExactly("lr", "hr", "bicubic", "output");
    for (Tile tile : tiles) {
      var picture = ImageFiles.decode(store.readFile(tile.digest()), tile.view());
      assertThat(picture.width()).isEqualTo(tile.width());
    }
  }

  @Test
  void theBaselineIsBicubic() {
    EvaluateSpec spec =
        new EvaluateSpec(null, 2, "tiny", 3, null, List.of("psnr-y"), "tiny", 0, false);

    SliceResult result = run(slice(spec, null, 3));

    assertThat(result.error()).isNull();
    assertThat(ofType(ImagesScored.class, result.events()))
        .allSatisfy(part -> assertThat(part.scores().get(0).value()).isBetween(15.0, 50.0));
    assertThat(requireNonNull(result.checkpoint()).milestone()).isTrue();
  }

  @Test
  void saysWhichJudgeIsAbsent() {
    EvaluateSpec spec =
        new EvaluateSpec(null, 2, "tiny", 3, null, List.of("lpips"), "tiny", 0, false);

    SliceResult result = run(slice(spec, null, 3));

    assertThat(result.reason()).isEqualTo(Reason.IMPOSSIBLE);
    assertThat(result.error()).contains("lpips", "not available");
  }

  @Test
  void saysThatADataSetIsAbsentOrTooSmall() {
    EvaluateSpec absent =
        new EvaluateSpec(null, 2, "nowhere", 3, null, List.of(), "tiny", 0, false);
    EvaluateSpec small = new EvaluateSpec(null, 2, "tiny", 99, null, List.of(), "tiny", 0, false);

    assertThat(run(slice(absent, null, 3)).error()).contains("nowhere");
    assertThat(run(slice(small, null, 99)).error()).contains("99", "6");
  }

  private static <T extends MetricEvent> List<T> ofType(Class<T> type, List<MetricEvent> events) {
    return events.stream().filter(type::isInstance).map(type::cast).toList();
  }
}

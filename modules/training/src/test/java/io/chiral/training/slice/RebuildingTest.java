package io.chiral.training.slice;

import static io.chiral.training.slice.Slices.optimise;
import static io.chiral.training.slice.Slices.slice;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.chiral.imagery.dataset.DataSets;
import io.chiral.messages.event.TrainingScalars;
import io.chiral.messages.spec.OptimiseSpec;
import io.chiral.messages.work.CheckpointRef;
import io.chiral.messages.work.Slice;
import io.chiral.messages.work.SliceEnded.Reason;
import io.chiral.networks.published.WeightsFolder;
import io.chiral.training.checkpoint.DirectoryStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RebuildingTest {
  private static final OptimiseSpec SPEC = optimise(8, null, null);

  private Path root;
  private DataSets dataSets;
  private DirectoryStore store;

  @BeforeEach
  void open(@TempDir Path directory) throws IOException {
    root = directory;
    dataSets = Pictures.under(directory);
    store = new DirectoryStore(directory);
  }

  @Test
  void aDamagedCheckpointIsComputedAgainFromAnEarlierOne() throws IOException {
    CheckpointRef early = reached(null, 2);
    CheckpointRef last = reached(early, 4);
    SliceResult whole = run(slice(SPEC, last, 8), () -> false);
    damage(last);

    SliceResult rebuilt = run(slice(SPEC, last, 8), () -> false);

    assertThat(rebuilt.checkpoint()).isNotNull().isEqualTo(whole.checkpoint());
    assertThat(requireNonNull(rebuilt.published()).note())
        .contains("generator", last.id(), "computed again from step 2");
    assertThat(steps(rebuilt)).isEqualTo(steps(whole)).doesNotContain(3, 4);
    assertThat(store.open(last.id()).manifest().step()).isEqualTo(4);
  }

  @Test
  void withNoCheckpointLeftItBeginsAnew() throws IOException {
    CheckpointRef early = reached(null, 2);
    CheckpointRef last = reached(early, 4);
    damage(early);
    store.delete(last.id());

    SliceResult rebuilt = run(slice(SPEC, last, 8), () -> false);

    assertThat(rebuilt.reason()).isEqualTo(Reason.MILESTONE);
    assertThat(requireNonNull(rebuilt.published()).note()).contains("again from step 0");
    assertThat(store.exists(last.id())).isTrue();
  }

  @Test
  void anotherStateThanTheLostOneEndsTheRun() {
    String strange = "ab".repeat(32);

    SliceResult result = run(slice(SPEC, new CheckpointRef(strange, 4, 1, false), 8), () -> false);

    assertThat(result.reason()).isEqualTo(Reason.IMPOSSIBLE);
    assertThat(result.error()).contains(strange, "came to another state");
  }

  @Test
  void aSourceThatIsDamagedOrGoneIsNamedAndNotRebuilt() throws IOException {
    CheckpointRef source = reached(null, 4);
    damage(source);

    SliceResult damaged = run(startingFrom(source), () -> false);
    store.delete(source.id());
    SliceResult gone = run(startingFrom(source), () -> false);

    assertThat(damaged.reason()).isEqualTo(Reason.FAILED);
    assertThat(damaged.error()).contains(source.id(), "generator.safetensors");
    assertThat(gone.reason())
        .as("whether it is gone for good, nobody can tell")
        .isEqualTo(Reason.FAILED);
    assertThat(gone.error()).contains(source.id());
  }

  /** The first slice of another run. */
  private static Slice startingFrom(CheckpointRef source) {
    Slice own = slice(SPEC, null, 8);
    return new Slice(
        own.study(), "other", 0, 1, own.cell(), SPEC, 0, 8, own.budgetMillis(), null, source);
  }

  @Test
  void stoppedMeanwhileTheRunStaysWhereItIs() throws IOException {
    CheckpointRef last = reached(null, 4);
    damage(last);

    SliceResult stopped = run(slice(SPEC, last, 8), () -> true);

    assertThat(stopped.reason()).isEqualTo(Reason.STOPPED);
    assertThat(stopped.stepReached()).isEqualTo(4);
    assertThat(stopped.checkpoint()).isEqualTo(last);
    assertThat(stopped.published()).isNull();
  }

  @Test
  void whoeverTakesOverGoesOnFromWhereItWasStopped() throws IOException {
    CheckpointRef last = reached(null, 6);
    SliceResult whole = run(slice(SPEC, last, 8), () -> false);
    empty();
    AtomicInteger asked = new AtomicInteger();

    run(slice(SPEC, last, 8), () -> asked.incrementAndGet() > 3);
    int kept =
        store.list().stream().mapToInt(each -> store.manifest(each.id()).step()).max().orElse(0);
    SliceResult rebuilt = run(slice(SPEC, last, 8), () -> false);

    assertThat(kept).isBetween(1, 3);
    assertThat(rebuilt.checkpoint()).isNotNull().isEqualTo(whole.checkpoint());
    assertThat(requireNonNull(rebuilt.published()).note())
        .contains("computed again from step " + kept);
  }

  @Test
  void milestonesOnTheWayAreStoredAgain() throws IOException {
    OptimiseSpec spec = optimise(8, null, null, List.of(2));
    CheckpointRef early = requireNonNull(run(slice(spec, null, 2), () -> false).checkpoint());
    CheckpointRef last = requireNonNull(run(slice(spec, early, 4), () -> false).checkpoint());
    empty();

    run(slice(spec, last, 8), () -> false);

    assertThat(store.exists(early.id())).isTrue();
    assertThat(store.exists(last.id())).isTrue();
  }

  private void empty() {
    store.list().forEach(each -> store.delete(each.id()));
  }

  /** Where a source lies can't be told from a store that has not got it: it may come back. */
  @Test
  void aSourceThatIsNotThereIsTriedAgain() throws IOException {
    CheckpointRef absent = new CheckpointRef("ab".repeat(32), 4, 1, true);
    Slice own = slice(SPEC, null, 8);
    Slice from =
        new Slice(
            own.study(), "other", 0, 1, own.cell(), SPEC, 0, 8, own.budgetMillis(), null, absent);

    SliceResult unknown = run(from, () -> false);
    Files.move(root.resolve("checkpoints"), root.resolve("away"));
    SliceResult away = run(from, () -> false);

    assertThat(unknown.reason()).isEqualTo(Reason.FAILED);
    assertThat(unknown.error()).contains(absent.id());
    assertThat(away.reason()).isEqualTo(Reason.FAILED);
    assertThat(away.error()).contains("can't be read");
  }

  @Test
  void noRunBeginsAnewBecauseItsStoreIsAway() throws IOException {
    CheckpointRef last = reached(null, 4);
    Files.move(root.resolve("checkpoints"), root.resolve("away"));

    SliceResult away = run(slice(SPEC, last, 8), () -> false);

    assertThat(away.reason()).isEqualTo(Reason.FAILED);
    assertThat(away.error()).contains("can't be read");
  }

  private CheckpointRef reached(@org.jspecify.annotations.Nullable CheckpointRef from, int step) {
    return requireNonNull(run(slice(SPEC, from, step), () -> false).checkpoint());
  }

  /** By a worker of its own, which has nothing in memory. */
  private SliceResult run(Slice slice, BooleanSupplier stop) {
    WeightsFolder none = new WeightsFolder(Path.of("none"));
    try (SliceRunner runner = new SliceRunner(dataSets, store, none, 1, "worker")) {
      return runner.run(slice, stop, progress -> {});
    }
  }

  private void damage(CheckpointRef checkpoint) throws IOException {
    Path file =
        root.resolve("checkpoints").resolve(checkpoint.id()).resolve("generator.safetensors");
    byte[] content = Files.readAllBytes(file);
    content[content.length / 2] ^= 1;
    Files.write(file, content);
  }

  private static List<Integer> steps(SliceResult result) {
    return result.events().stream()
        .filter(TrainingScalars.class::isInstance)
        .flatMap(event -> ((TrainingScalars) event).steps().stream())
        .toList();
  }
}

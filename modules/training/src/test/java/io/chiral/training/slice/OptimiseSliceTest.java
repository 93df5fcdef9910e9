package io.chiral.training.slice;

import static io.chiral.training.slice.Slices.PATCH;
import static io.chiral.training.slice.Slices.VGG;
import static io.chiral.training.slice.Slices.optimise;
import static io.chiral.training.slice.Slices.slice;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.chiral.imagery.dataset.DataSets;
import io.chiral.messages.event.FairWeightMeasured;
import io.chiral.messages.event.MetricEvent;
import io.chiral.messages.event.TrainingScalars;
import io.chiral.messages.spec.OptimiseSpec;
import io.chiral.messages.spec.OptimiserSpec;
import io.chiral.messages.work.CheckpointRef;
import io.chiral.messages.work.Slice;
import io.chiral.messages.work.SliceEnded.Reason;
import io.chiral.networks.published.WeightsFolder;
import io.chiral.training.checkpoint.DirectoryStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OptimiseSliceTest {

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

  @Test
  void twelveStepsAreTheSameInOneSliceOrInTwoByTwoRunners() {
    OptimiseSpec spec = optimise(12, VGG, PATCH);
    SliceResult whole = run(slice(spec, null, 12));
    runner.close();

    runner = anotherRunner();
    SliceResult first = run(slice(spec, null, 5));
    runner.close();
    runner = anotherRunner();
    SliceResult second = run(slice(spec, first.checkpoint(), 12));

    assertThat(whole.error()).isNull();
    assertThat(second.checkpoint()).isEqualTo(whole.checkpoint());
    assertThat(requireNonNull(whole.checkpoint()).milestone()).isTrue();
    List<MetricEvent> apart = new ArrayList<>(first.events());
    apart.addAll(second.events());
    assertThat(losses(apart)).isEqualTo(losses(whole.events()));
    assertThat(apart).filteredOn(FairWeightMeasured.class::isInstance).hasSize(1);
  }

  @Test
  void aRunInMemoryComputesWhatARestoredOneDoes() {
    OptimiseSpec spec = optimise(6, null, PATCH);
    CheckpointRef early = run(slice(spec, null, 3)).checkpoint();
    SliceResult hot = run(slice(spec, early, 6));
    SliceResult restored = run(slice(spec, early, 6));

    assertThat(hot.checkpoint()).isNotNull().isEqualTo(restored.checkpoint());
    assertThat(requireNonNull(hot.published()).parent()).isEqualTo(requireNonNull(early).id());
  }

  /** A recorded graph must hold nothing that lies in Java's memory and may be collected. */
  @Test
  void garbageCollectionDuringStepsChangesNothing() throws InterruptedException {
    OptimiseSpec spec = optimise(4, VGG, PATCH);
    CheckpointRef calm = run(slice(spec, null, 4)).checkpoint();
    AtomicBoolean ended = new AtomicBoolean();
    Thread collector = new Thread(() -> collectUntil(ended));
    collector.start();

    SliceResult disturbed = run(slice(spec, null, 4));

    ended.set(true);
    collector.join();
    assertThat(disturbed.checkpoint()).isNotNull().isEqualTo(calm);
  }

  /** Collects again and again, and writes over the small native blocks that it frees. */
  private static void collectUntil(AtomicBoolean ended) {
    while (!ended.get()) {
      System.gc();
      List<ByteBuffer> blocks = new ArrayList<>();
      for (int i = 0; i < 10_000; i++) {
        blocks.add(ByteBuffer.allocateDirect(4 + 16 * (i % 3)).putFloat(0, 1e3f));
      }
      assertThat(blocks).isNotEmpty();
    }
  }

  @Test
  void endsAtTheStepBoundaryAfterAStopRequest() {
    AtomicInteger told = new AtomicInteger();
    Slice slice = slice(optimise(12, null, null), null, 12);

    SliceResult result =
        runner.run(slice, () -> told.get() >= 4, progress -> told.set(progress.step()));

    assertThat(result.reason()).isEqualTo(Reason.STOPPED);
    assertThat(result.stepReached()).isEqualTo(4);
    CheckpointRef reached = requireNonNull(result.checkpoint());
    assertThat(store.open(reached.id()).manifest().step()).isEqualTo(4);
    assertThat(reached.milestone()).isFalse();
  }

  @Test
  void makesOneStepAtLeastWhateverTheBudget() {
    SliceResult result = run(slice(optimise(12, null, null), null, 12, 0));

    assertThat(result.reason()).isEqualTo(Reason.TIME);
    assertThat(result.stepReached()).isEqualTo(1);
  }

  @Test
  void aDivergedRunIsImpossibleAndTheRunnerGoesOn() {
    OptimiserSpec wild = new OptimiserSpec(1e30, 0.9, 0.99, 1e-8, 0);
    SliceResult result = run(slice(optimise(40, null, null, wild), null, 40));

    assertThat(result.reason()).isEqualTo(Reason.IMPOSSIBLE);
    assertThat(result.error()).contains("diverged", "lower the learning rate");
    assertThat(result.checkpoint()).isNull();
    assertThat(run(slice(optimise(2, null, null), null, 2)).reason()).isEqualTo(Reason.MILESTONE);
  }

  @Test
  void outOfMemoryFailsTheSliceNotTheRunner() {
    Slice slice = slice(optimise(2, null, null), null, 2);

    SliceResult failed =
        runner.run(
            slice,
            () -> false,
            progress -> {
              throw new OutOfMemoryError("no more");
            });

    assertThat(failed.reason()).isEqualTo(Reason.FAILED);
    assertThat(failed.error()).contains("out of memory", "smaller");
    assertThat(failed.events()).isEmpty();
    assertThat(run(slice).reason()).isEqualTo(Reason.MILESTONE);
  }

  @Test
  void aPatchLargerThanAnImageIsImpossible() throws IOException {
    OptimiseSpec fits = optimise(2, null, null);
    OptimiseSpec spec =
        new OptimiseSpec(
            fits.generator(),
            fits.trainSet(),
            fits.degradation(),
            32,
            fits.batch(),
            1,
            null,
            null,
            1,
            null,
            fits.optimiser(),
            fits.schedule(),
            0,
            null,
            "float32",
            2,
            List.of(),
            1,
            7,
            null,
            null);

    SliceResult result = run(slice(spec, null, 2));

    assertThat(result.reason()).isEqualTo(Reason.IMPOSSIBLE);
    assertThat(result.error()).contains("48×48", "64×64", "smaller patch");
  }

  @Test
  void saysWhatIsImpossible() {
    CheckpointRef absent = new CheckpointRef("0".repeat(64), 3, 1, true);
    SliceResult result = run(slice(optimise(12, null, null), absent, 12));

    assertThat(result.reason()).isEqualTo(Reason.IMPOSSIBLE);
    assertThat(result.error()).contains(absent.id(), "not in the store");
  }

  @Test
  void refusesAnotherSpecificationsCheckpoint() {
    CheckpointRef early = run(slice(optimise(12, null, null), null, 1)).checkpoint();
    runner.close();
    runner = anotherRunner();

    assertThat(run(slice(optimise(11, null, null), early, 11)).error())
        .contains("another specification");
  }

  /** Values of all columns but the time. */
  private static List<List<?>> losses(List<MetricEvent> events) {
    List<List<?>> rows = new ArrayList<>();
    for (MetricEvent event : events) {
      if (event instanceof TrainingScalars scalars) {
        for (int i = 0; i < scalars.steps().size(); i++) {
          List<Object> row = new ArrayList<>(List.of(scalars.steps().get(i)));
          for (int c = 0; c < scalars.names().size(); c++) {
            if (!scalars.names().get(c).equals("step_seconds")) {
              row.add(scalars.names().get(c) + "=" + scalars.columns().get(c).get(i));
            }
          }
          rows.add(row);
        }
      }
    }
    return rows;
  }
}

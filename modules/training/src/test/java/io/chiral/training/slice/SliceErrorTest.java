package io.chiral.training.slice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chiral.imagery.dataset.DataSets;
import io.chiral.messages.spec.EvaluateSpec;
import io.chiral.messages.work.Cell;
import io.chiral.messages.work.Slice;
import io.chiral.messages.work.SliceEnded.Reason;
import io.chiral.networks.published.WeightsFolder;
import io.chiral.training.Torch;
import io.chiral.training.checkpoint.DirectoryStore;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SliceErrorTest {

  private static final Slice SLICE =
      new Slice(
          "s",
          "r",
          1,
          1,
          new Cell(Cell.Role.BASELINE, null, null, null, null, null),
          new EvaluateSpec(
              null, 2, "dead-leaves", 1, null, List.of("psnr-y"), "dead-leaves", 0, false),
          0,
          1,
          1000,
          null,
          null);

  @Test
  void aPyTorchThatDoesNotStartFailsTheSliceWithItsReason(@TempDir Path folder) {
    try (SliceRunner runner =
        runner(
            folder,
            threads -> {
              throw new UnsatisfiedLinkError("no torch in java.library.path");
            })) {
      SliceResult failed = runner.run(SLICE, () -> false, progress -> {});

      assertThat(failed.reason()).isEqualTo(Reason.FAILED);
      assertThat(failed.error())
          .contains("PyTorch does not start", "no torch in java.library.path");
      assertThat(failed.stepReached()).isZero();
      assertThatThrownBy(runner::prepare)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContainingAll("PyTorch does not start", "no torch in java.library.path");
    }
  }

  @Test
  void anErrorWithinASliceFailsItAndTheRunnerGoesOn(@TempDir Path folder) {
    try (SliceRunner runner = runner(folder, Torch::start)) {
      SliceResult failed =
          runner.run(
              SLICE,
              () -> false,
              progress -> {
                throw new NoClassDefFoundError("io/chiral/Gone");
              });

      assertThat(failed.reason()).isEqualTo(Reason.FAILED);
      assertThat(failed.error()).contains("NoClassDefFoundError", "io/chiral/Gone");
      assertThat(runner.run(SLICE, () -> false, progress -> {}).reason())
          .isEqualTo(Reason.MILESTONE);
    }
  }

  @Test
  void aBrokenJvmIsNoSlicesFailure(@TempDir Path folder) {
    try (SliceRunner runner =
        runner(
            folder,
            threads -> {
              throw new InternalError("broken");
            })) {
      assertThatThrownBy(() -> runner.run(SLICE, () -> false, progress -> {}))
          .isInstanceOf(InternalError.class);
    }
  }

  private SliceRunner runner(Path folder, IntFunction<Torch> torch) {
    return new SliceRunner(
        DataSets.builtIn(),
        new DirectoryStore(folder),
        new WeightsFolder(folder.resolve("none")),
        1,
        "worker",
        torch);
  }
}

package io.chiral.training.slice;

import static io.chiral.training.slice.Slices.optimise;
import static io.chiral.training.slice.Slices.slice;
import static org.assertj.core.api.Assertions.assertThat;

import io.chiral.imagery.dataset.DataSets;
import io.chiral.messages.spec.OptimiseSpec;
import io.chiral.messages.work.CheckpointRef;
import io.chiral.messages.work.Slice;
import io.chiral.messages.work.SliceEnded.Reason;
import io.chiral.networks.published.WeightsFolder;
import io.chiral.training.checkpoint.DirectoryStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LostDataTest {
  private static final OptimiseSpec SPEC = optimise(6, null, null);

  @Test
  void aVanishedFolderFailsTheSliceAndTheRunGoesOnWhenItIsBack(
      @TempDir Path images, @TempDir Path store) throws IOException {
    DataSets dataSets = Pictures.under(images);
    CheckpointRef begun = run(dataSets, store, slice(SPEC, null, 3)).checkpoint();
    Path away = images.resolveSibling(images.getFileName() + "-away");
    Files.move(images, away);

    SliceResult failed = run(dataSets, store, slice(SPEC, begun, 6));

    Files.move(away, images);
    assertThat(failed.reason()).isEqualTo(Reason.FAILED);
    assertThat(failed.error()).contains(images.toString());
    assertThat(failed.events()).isEmpty();
    assertThat(run(dataSets, store, slice(SPEC, begun, 6)).reason()).isEqualTo(Reason.MILESTONE);
  }

  private static SliceResult run(DataSets dataSets, Path store, Slice slice) {
    WeightsFolder none = new WeightsFolder(Path.of("none"));
    try (SliceRunner runner =
        new SliceRunner(dataSets, new DirectoryStore(store), none, 1, "worker")) {
      return runner.run(slice, () -> false, progress -> {});
    }
  }
}

package io.chiral.training.slice;

import static io.chiral.training.slice.Slices.PATCH;
import static io.chiral.training.slice.Slices.VGG;
import static io.chiral.training.slice.Slices.optimise;
import static io.chiral.training.slice.Slices.slice;
import static org.assertj.core.api.Assertions.assertThat;

import io.chiral.messages.spec.OptimiseSpec;
import io.chiral.messages.work.CheckpointRef;
import io.chiral.networks.published.WeightsFolder;
import io.chiral.training.checkpoint.DirectoryStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeMemoryTest {

  private static final int SLICES = 200;

  @Test
  void twoHundredSlicesLeaveNoArraysBehind(@TempDir Path directory) throws IOException {
    OptimiseSpec spec = optimise(2 * SLICES, VGG, PATCH);
    List<Integer> live = new ArrayList<>();
    try (SliceRunner runner =
        new SliceRunner(
            Pictures.under(directory),
            new DirectoryStore(directory),
            new WeightsFolder(Path.of("none")),
            1,
            "worker")) {
      @Nullable CheckpointRef last = null;
      for (int number = 1; number <= SLICES; number++) {
        SliceResult result = runner.run(slice(spec, last, 2 * number), () -> false, progress -> {});
        assertThat(result.error()).isNull();
        last = result.checkpoint();
        live.add(runner.liveArrays());
      }
    }

    assertThat(live.get(1)).as("weights and moments are counted").isGreaterThan(100);
    // The first slices create what later ones keep: moments, averages.
    assertThat(live.subList(2, SLICES)).containsOnly(live.get(1));
  }
}

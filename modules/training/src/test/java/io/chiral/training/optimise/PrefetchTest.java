package io.chiral.training.optimise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import io.chiral.imagery.dataset.DataSets;
import io.chiral.imagery.dataset.ImageSet;
import io.chiral.imagery.degradation.Degradation;
import io.chiral.imagery.file.ImageFiles;
import io.chiral.imagery.texture.DeadLeaves;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class PrefetchTest {

  private final Patches patches = of(DataSets.deadLeaves("leaves", 3, 40));

  private static Patches of(ImageSet images) {
    return new Patches(images, Degradation.BICUBIC, 2, 6, 4, 1, new PairCache(Long.MAX_VALUE));
  }

  @Test
  void givesTheSameBitsInAnyOrder() {
    try (NDManager manager = NDManager.newBaseManager();
        Prefetch prefetch = new Prefetch(patches)) {
      for (int done : new int[] {0, 1, 2, 7, 8, 3}) {
        assertThat(prefetch.at(manager, done).hr().toFloatArray())
            .isEqualTo(Batch.of(manager, patches.drawn(done)).hr().toFloatArray());
      }
    }
  }

  @Test
  void anImageThatVanishedFailsTheStepThatNeedsIt(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("a.png");
    ImageFiles.writePng(DeadLeaves.render(40, 40, 1), file);
    ImageSet images = DataSets.builtIn().with("mine", folder).get("mine");
    Files.delete(file);
    try (NDManager manager = NDManager.newBaseManager();
        Prefetch prefetch = new Prefetch(of(images))) {
      assertThatThrownBy(() -> prefetch.at(manager, 0)).hasMessageContaining("a.png");
      ImageFiles.writePng(DeadLeaves.render(40, 40, 1), file);
      assertThat(prefetch.at(manager, 1).lr().getShape().get(0)).isEqualTo(4);
    }
  }

  @Test
  @Timeout(value = 10, unit = TimeUnit.SECONDS)
  void itsThreadEndsWithTheRun() {
    Prefetch prefetch = new Prefetch(patches);
    try (NDManager manager = NDManager.newBaseManager()) {
      prefetch.at(manager, 0);
    }
    prefetch.close();
    while (!prefetch.ended()) {
      Thread.onSpinWait();
    }
  }
}

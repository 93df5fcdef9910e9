package io.chiral.training.optimise;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import io.chiral.imagery.dataset.DataSets;
import io.chiral.imagery.dataset.ImageSet;
import io.chiral.imagery.degradation.Degradation;
import org.junit.jupiter.api.Test;

class PatchesTest {

  private final ImageSet images = DataSets.deadLeaves("leaves", 3, 40);

  private float[] lr(Patches patches, int done) {
    try (NDManager manager = NDManager.newBaseManager()) {
      return Batch.of(manager, patches.drawn(done)).lr().toFloatArray();
    }
  }

  private Patches patches(long seed, PairCache cache) {
    return new Patches(images, Degradation.BICUBIC, 2, 6, 4, seed, cache);
  }

  @Test
  void aStepsBatchDependsOnSeedAndStepAlone() {
    PairCache roomy = new PairCache(Long.MAX_VALUE);
    PairCache narrow = new PairCache(0);

    float[] inOrder = lr(patches(1, roomy), 5);

    assertThat(lr(patches(1, narrow), 5)).isEqualTo(inOrder);
    assertThat(lr(patches(1, roomy), 6)).isNotEqualTo(inOrder);
    assertThat(lr(patches(2, roomy), 5)).isNotEqualTo(inOrder);
  }

  @Test
  void aPipelineGivesEveryPatchItsOwnDegradation() {
    Patches degraded =
        new Patches(images, Degradation.BSRGAN, 2, 6, 4, 1, new PairCache(Long.MAX_VALUE));
    Patches plain = patches(1, new PairCache(Long.MAX_VALUE));
    assertThat(degraded.drawn(5)).isEqualTo(degraded.drawn(5));
    for (int item = 0; item < 4; item++) {
      assertThat(degraded.drawn(5).get(item).hr()).isEqualTo(plain.drawn(5).get(item).hr());
      assertThat(degraded.drawn(5).get(item).lr()).isNotEqualTo(plain.drawn(5).get(item).lr());
    }
  }

  @Test
  void theCalibrationBatchIsNoStepsBatch() {
    Patches patches = patches(1, new PairCache(Long.MAX_VALUE));
    try (NDManager manager = NDManager.newBaseManager()) {
      Batch calibration = patches.calibration(manager);

      assertThat(calibration.hr().getShape().getShape()).containsExactly(4, 3, 12, 12);
      assertThat(calibration.lr().toFloatArray()).isNotEqualTo(lr(patches, 0));
    }
  }
}

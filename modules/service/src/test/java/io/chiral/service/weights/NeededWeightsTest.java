package io.chiral.service.weights;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NeededWeightsTest {

  @Test
  void aJudgeNeedsItsBackboneAndWhatIsPublishedOnIt() {
    assertThat(NeededWeights.ofJudge("lpips-alex")).containsExactly("alexnet", "lpips-alex");
    assertThat(NeededWeights.ofJudge("dists")).containsExactly("vgg16", "dists");
    assertThat(NeededWeights.ofJudge("dists-vgg16")).containsExactly("vgg16", "dists");
    assertThat(NeededWeights.ofJudge("dists-convnext-t")).containsExactly("convnext-t");
    assertThat(NeededWeights.ofJudge("gmsd")).isEmpty();
    assertThat(NeededWeights.ofJudge("ssim-y")).isEmpty();
  }
}

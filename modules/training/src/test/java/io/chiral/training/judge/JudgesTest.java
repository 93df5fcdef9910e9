package io.chiral.training.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.chiral.imagery.Image;
import io.chiral.imagery.dataset.DataSets;
import io.chiral.imagery.distortion.Distortion;
import io.chiral.imagery.metric.Judge;
import io.chiral.imagery.random.CounterRandom;
import io.chiral.imagery.resize.PillowBilinear;
import io.chiral.imagery.texture.DeadLeaves;
import io.chiral.networks.fidelity.Lpips;
import io.chiral.networks.published.WeightsFolder;
import io.chiral.networks.torch.Precision;
import io.chiral.networks.weights.ParameterTable;
import io.chiral.networks.weights.Safetensors;
import io.chiral.networks.weights.Weights;
import io.chiral.training.ImpossibleException;
import io.chiral.training.Torch;
import io.chiral.training.checkpoint.DirectoryStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init") // set before all tests
class JudgesTest {

  private static Torch torch;
  private static Judges judges;
  private static Image image;
  private static Image mild;
  private static Image severe;

  /** AlexNet with made-up values stands for installed weights. */
  @BeforeAll
  static void install(@TempDir Path directory) throws IOException {
    torch = Torch.start(1);
    Lpips lpips = Lpips.of("alex", torch.kernels(), Precision.FLOAT32);
    write(directory.resolve("alexnet.safetensors"), lpips.backbone().parameters());
    write(directory.resolve("lpips-alex.safetensors"), lpips.heads());
    judges =
        new Judges(() -> torch, new WeightsFolder(directory), () -> new DirectoryStore(directory));
    image = DeadLeaves.render(300, 280, 7).quantised();
    mild = Distortion.BLUR.apply(image, 1, new CounterRandom(1, 1)).quantised();
    severe = Distortion.BLUR.apply(image, 5, new CounterRandom(1, 1)).quantised();
  }

  private static void write(Path file, ParameterTable table) throws IOException {
    try (Weights weights = table.initialise(torch.manager(), 3)) {
      Safetensors.write(file, weights, Map.of());
    }
  }

  @AfterAll
  static void close() {
    torch.close();
  }

  private static Judge judge(String id, int border) {
    return judges
        .of(List.of(id), border, 280, DataSets.builtIn().get("cc0-photographs/train"))
        .get(0);
  }

  @Test
  void networksAndMsSsimOrderDistortions() {
    for (String id : List.of("ms-ssim", "l1", "mse", "lpips-alex", "dists-alexnet")) {
      Judge judge = judge(id, 0);
      double sign = judge.higherIsBetter() ? 1 : -1;
      assertThat(judge.score(image, image))
          .as(id)
          .isCloseTo(judge.higherIsBetter() ? 1 : 0, within(1e-6));
      assertThat(sign * judge.score(image, mild))
          .as(id)
          .isGreaterThan(sign * judge.score(image, severe));
    }
  }

  @Test
  void distsIsAskedOfResizedImages() {
    Judge dists = judge("dists-alexnet", 10);
    double expected =
        judge("dists-alexnet", 0)
            .score(
                PillowBilinear.shortSide(image.shave(10), 256),
                PillowBilinear.shortSide(mild.shave(10), 256));

    assertThat(dists.score(image, mild)).isEqualTo(expected);
    assertThat(dists.protocol()).contains("equal α and β", "256", "border 10", "weights ");
  }

  @Test
  void absentWeightsAreNamedWithTheCommandThatGetsThem() {
    assertThatThrownBy(() -> judge("dists", 0))
        .isInstanceOf(ImpossibleException.class)
        .hasMessageContaining("chiral weights import vgg16");
  }

  @Test
  void everyNamedJudgeIsKnown() {
    assertThat(Judges.ids())
        .contains("psnr-y", "fsimc", "vif", "niqe", "ms-ssim", "lpips-vgg", "dists-vgg16", "dists")
        .contains("checkerboard", "checkerboard-3");
    assertThat(Judges.needsReference("niqe")).isFalse();
    assertThatThrownBy(() -> judge("psnr", 0)).hasMessageContaining("not available");
  }
}

package io.chiral.training.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.chiral.imagery.dataset.DataSets;
import io.chiral.imagery.file.ImageFiles;
import io.chiral.networks.published.WeightsFolder;
import io.chiral.training.Torch;
import io.chiral.training.checkpoint.CheckpointStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The figure of DISTS's own README, where VGG-16 and α, β are imported; else skipped. */
class PublishedDistsGolden {

  private static final Path PAIR = Path.of("../../../shared/data/weights/dists");

  @Test
  void theAuthorsPairScoresAsTheySay() throws IOException {
    Path pair = Files.exists(PAIR) ? PAIR : Path.of("../../../../shared/data/weights/dists");
    assumeTrue(Files.exists(pair), "skipped: ../shared/data/weights/dists is not there");
    String directory =
        Objects.requireNonNullElse(
            System.getenv("CHIRAL_WEIGHTS_DIR"), "../../chiral-data/weights");
    WeightsFolder folder = new WeightsFolder(Path.of(directory));
    assumeTrue(
        folder.has("vgg16") && folder.has("dists"),
        "skipped: weights vgg16 and dists are not imported (CHIRAL_WEIGHTS_DIR)");
    try (Torch torch = Torch.start(1)) {
      double score =
          new Judges(() -> torch, folder, PublishedDistsGolden::none)
              .of(List.of("dists"), 0, 256, DataSets.builtIn().get("cc0-photographs/train"))
              .get(0)
              .score(
                  ImageFiles.read(pair.resolve("r0.png")), ImageFiles.read(pair.resolve("r1.png")));
      assertThat(score).isCloseTo(0.3347, within(1e-4));
    }
  }

  private static CheckpointStore none() {
    throw new AssertionError("no checkpoint is asked for");
  }
}

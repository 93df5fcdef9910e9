package io.chiral.networks.published;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import io.chiral.networks.SharedData;
import io.chiral.networks.backbone.Backbones;
import io.chiral.networks.torch.Torch;
import io.chiral.networks.weights.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** On files that others published. */
class WeightsImportTest {

  @RegisterExtension static final Torch TORCH = new Torch();
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

  @SuppressWarnings("NullAway.Init") // JUnit fills it in
  @TempDir
  Path directory;

  @ParameterizedTest
  @CsvSource({
    "lpips-alex, alex.pth, 5, 1152",
    "lpips-vgg, vgg.pth, 5, 1472",
    "lpips-squeeze, squeeze.pth, 7, 2240"
  })
  void importsTheHeadsOfLpipsFromFilesOfACudaMachine(
      String id, String file, int tensors, long parameters) throws IOException {
    Entry entry = entry(id);

    Receipt receipt = run(SharedData.require("weights/lpips/" + file), entry);

    assertThat(receipt.tensors()).isEqualTo(tensors);
    assertThat(receipt.parameters()).isEqualTo(parameters);
    assertThat(entry.matches(receipt.sourceSha256())).isTrue();
    assertThat(folder().digest(id)).isEqualTo(receipt.sha256());
    try (Weights heads = folder().load(id, Tables.of(entry), TORCH.manager())) {
      // Published heads are not negative (they are clamped in training).
      assertThat(heads.get("lin0.model.1.weight").min().getFloat()).isNotNegative();
    }
    folder().verify(entry);
  }

  @Test
  void importsTheWeightsOfDists() throws IOException {
    Entry entry = entry("dists");

    run(SharedData.require("weights/dists/weights.pt"), entry);

    try (Weights weights = folder().load("dists", Tables.of(entry), TORCH.manager())) {
      NDArray alpha = weights.get("alpha");
      NDArray beta = weights.get("beta");
      // The reference code divides by their sum.
      assertThat(alpha.sum().add(beta.sum()).getFloat()).isPositive().isFinite();
    }
  }

  @ParameterizedTest
  @CsvSource({"alexnet, alexnet_features", "squeezenet, squeezenet1_1_features"})
  void importsTheFeaturesOfImageNet(String id, String file) throws IOException {
    Path source = SharedData.require("weights/imagenet/" + file + ".safetensors");
    Assumptions.assumeTrue(Backbones.ids().contains(id), "skipped: no backbone " + id);

    Receipt receipt = run(source, entry(id));

    assertThat(receipt.sha256()).hasSize(64);
    folder().verify(entry(id));
    assertThatThrownBy(() -> run(source, entry("vgg16")))
        .hasMessageContaining("tensors are not as published: features.");
  }

  @Test
  void keepsWhatWasThereWhenAnImportFails() throws IOException {
    Path heads = SharedData.require("weights/lpips/alex.pth");
    Receipt before = run(heads, entry("lpips-alex"));
    byte[] content = Files.readAllBytes(heads);
    Path damaged =
        Files.write(directory.resolve("damaged"), java.util.Arrays.copyOf(content, 5000));

    assertThatThrownBy(() -> run(damaged, entry("lpips-alex")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("ends within storage");
    assertThatThrownBy(() -> run(SharedData.require("weights/lpips/vgg.pth"), entry("lpips-alex")))
        .hasMessageContaining("lin1.model.1.weight has shape (1, 128, 1, 1)");

    assertThat(folder().receipt("lpips-alex")).contains(before);
    folder().verify(entry("lpips-alex"));
    try (Stream<Path> left = Files.list(folder().directory())) {
      assertThat(left.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("lpips-alex.safetensors", "lpips-alex.json");
    }
  }

  @Test
  void noticesChangedFiles() throws IOException {
    run(SharedData.require("weights/lpips/alex.pth"), entry("lpips-alex"));
    Path installed = folder().directory().resolve("lpips-alex.safetensors");
    byte[] bytes = Files.readAllBytes(installed);
    bytes[bytes.length - 1] ^= 1;
    Files.write(installed, bytes);

    assertThatThrownBy(() -> folder().verify(entry("lpips-alex")))
        .hasMessageContaining("it was imported as");
  }

  @Test
  void saysHowToGetAbsentWeights() {
    assertThatThrownBy(() -> folder().digest("vgg16"))
        .isInstanceOf(AbsentWeightsException.class)
        .hasMessageContaining("chiral weights import vgg16 FILE");
  }

  @Test
  void refusesWhatIsNoFileOfWeights() throws IOException {
    Path text =
        Files.writeString(directory.resolve("page.html"), "<!DOCTYPE html><html>404</html>");

    assertThatThrownBy(() -> run(text, entry("dists")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("page.html");
  }

  private WeightsFolder folder() {
    return new WeightsFolder(directory.resolve("weights"));
  }

  private Receipt run(Path file, Entry entry) throws IOException {
    return WeightsImport.run(file, entry, folder(), file.toString(), NOW);
  }

  private static Entry entry(String id) {
    return Catalogue.read().entry(id);
  }
}

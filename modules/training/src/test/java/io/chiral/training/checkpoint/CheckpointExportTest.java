package io.chiral.training.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chiral.networks.weights.Safetensors;
import io.chiral.networks.weights.TensorFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init") // JUnit and beforeEach fill the fields in
class CheckpointExportTest {

  @TempDir Path folder;
  private Path directory;

  @BeforeEach
  void writeACheckpoint() {
    DirectoryStore store = new DirectoryStore(folder.resolve("store"));
    TreeMap<String, Draft.Part> parts = new TreeMap<>();
    parts.put("generator.safetensors", tensor("conv_first.weight"));
    parts.put("generator_ema.safetensors", tensor("conv_first.weight"));
    parts.put("discriminator.safetensors", tensor("backbone.features.0.weight"));
    parts.put("optimiser_g.safetensors", tensor("m.conv_first.weight"));
    TreeMap<String, String> structure =
        new TreeMap<>(Map.of("generator", "swinir/tiny/4", "discriminator", "patch-vgg16"));
    String id =
        store
            .write(
                new Draft(
                    "optimise",
                    "r",
                    3,
                    true,
                    "0".repeat(64),
                    structure,
                    new TreeMap<>(),
                    new TreeMap<>(),
                    parts,
                    Map.of()))
            .id();
    directory = store.open(id).directory();
  }

  @Test
  void exportsTheMovingAverageUnlessToldOtherwise() throws IOException {
    Path to = folder.resolve("out.safetensors");

    CheckpointExport.Exported exported =
        CheckpointExport.run(CheckpointFolder.open(directory), null, to);

    assertThat(exported)
        .isEqualTo(new CheckpointExport.Exported("generator_ema", "swinir/tiny/4", 1));
    assertThat(names(to)).containsExactly("conv_first.weight");
    assertThat(Safetensors.metadata(to)).containsKey("checkpoint");
  }

  @Test
  void takesTheBackboneOutOfTheDiscriminator() throws IOException {
    Path to = folder.resolve("out.safetensors");

    CheckpointExport.run(CheckpointFolder.open(directory), "backbone", to);

    assertThat(names(to)).containsExactly("features.0.weight");
  }

  @Test
  void listsThePartsWhereThereIsNoSuchOne() {
    assertThatThrownBy(
            () ->
                CheckpointExport.run(
                    CheckpointFolder.open(directory), "critic", folder.resolve("out.safetensors")))
        .hasMessageContaining("has no critic; its parts are discriminator, generator");
    assertThat(folder.resolve("out.safetensors")).doesNotExist();
  }

  @Test
  void verifiesACheckpointThatWasCopied() throws IOException {
    Path copy = Files.createDirectory(folder.resolve("copy"));
    for (String file :
        new String[] {
          "manifest.json",
          "generator.safetensors",
          "generator_ema.safetensors",
          "discriminator.safetensors",
          "optimiser_g.safetensors"
        }) {
      Files.copy(directory.resolve(file), copy.resolve(file));
    }
    assertThat(CheckpointFolder.open(copy).has("generator.safetensors")).isTrue();
    Files.write(copy.resolve("generator.safetensors"), new byte[8]);

    assertThatThrownBy(() -> CheckpointFolder.open(copy))
        .isInstanceOf(DamagedCheckpointException.class)
        .hasMessageContaining("generator.safetensors");
  }

  private static Set<String> names(Path file) throws IOException {
    try (TensorFile tensors = Safetensors.open(file)) {
      return Set.copyOf(tensors.names());
    }
  }

  /** One scalar of that name. */
  private static Draft.Part tensor(String name) {
    byte[] header =
        "{\"%s\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[0,4]}}"
            .formatted(name)
            .getBytes(StandardCharsets.UTF_8);
    ByteBuffer file =
        ByteBuffer.allocate(12 + header.length)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(header.length)
            .put(header);
    return out -> out.write(file.array());
  }
}

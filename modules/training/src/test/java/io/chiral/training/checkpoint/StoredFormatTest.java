package io.chiral.training.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.chiral.networks.weights.Safetensors;
import io.chiral.networks.weights.TensorFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checkpoints of earlier versions are opened, and today's have the same names. */
@SuppressWarnings("NullAway.Init") // JUnit and beforeEach fill the fields in
class StoredFormatTest {

  private static final Path STORED =
      Path.of("src", "test", "resources", "stored", "chiral-checkpoint-1", "checkpoints");
  private static final String ID =
      "91826fd81bc7e7c6a5e17d1b0f3ad69dac9a72d7f03cd33595c68c776ad875de";

  @TempDir Path root;
  private DirectoryStore store;

  @BeforeEach
  void copyTheStoredOne() throws IOException {
    store = new DirectoryStore(root);
    Path to = Files.createDirectories(root.resolve("checkpoints").resolve(ID));
    try (Stream<Path> files = Files.list(STORED.resolve(ID))) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }

  @Test
  void isOpenedAndVerified() throws IOException {
    StoredCheckpoint found = store.open(ID);

    assertThat(found.manifest().step()).isEqualTo(400);
    assertThat(found.manifest().milestone()).isTrue();
    assertThat(found.manifest().structure()).containsEntry("generator", "swinir/tiny/4");
    assertThat(found.manifest().numbers()).containsEntry("fair_weight", 0.1 + 0.2);
    try (TensorFile tensors = Safetensors.open(found.file("generator.safetensors"))) {
      assertThat(tensors.names()).containsExactlyInAnyOrder("conv_first.bias", "conv_last.weight");
    }
    Path exported = root.resolve("exported.safetensors");
    assertThat(CheckpointExport.run(found, null, exported).part()).isEqualTo("generator_ema");
  }

  /** A run that was begun by an earlier version ends with the names that it would have had. */
  @Test
  void theSameStateHasTheSameNameToday() {
    StoredCheckpoint then = store.open(ID);
    Manifest manifest = then.manifest();
    TreeMap<String, Draft.Part> parts = new TreeMap<>();
    for (Manifest.Entry entry : manifest.files()) {
      parts.put(entry.name(), out -> copy(then.file(entry.name()), out));
    }
    Draft again =
        new Draft(
            manifest.kind(),
            manifest.run(),
            manifest.step(),
            manifest.milestone(),
            manifest.spec(),
            manifest.structure(),
            manifest.inputs(),
            manifest.numbers(),
            parts,
            manifest.software());

    assertThat(new DirectoryStore(root.resolve("other")).write(again).id()).isEqualTo(ID);
  }

  private static void copy(Path file, OutputStream out) throws IOException {
    Files.copy(file, out);
  }
}

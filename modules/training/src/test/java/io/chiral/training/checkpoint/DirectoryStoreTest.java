package io.chiral.training.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chiral.messages.work.CheckpointRef;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryStoreTest {

  private Path root;
  private DirectoryStore store;

  @BeforeEach
  void open(@TempDir Path directory) {
    root = directory;
    store = new DirectoryStore(root);
  }

  @Test
  void givesBackWhatWasWritten() throws IOException {
    CheckpointRef ref = store.write(draft("run", 7, "weights", true));

    StoredCheckpoint found = store.open(ref.id());
    assertThat(found.manifest().step()).isEqualTo(7);
    assertThat(found.manifest().numbers()).containsEntry("fair_weight", 0.1 + 0.2);
    assertThat(found.file("generator.safetensors")).hasContent("weights");
    assertThat(sizeOnDisk(ref.id())).isEqualTo(ref.bytes());
    assertThat(unfinished()).isEmpty();
  }

  @Test
  void namesEqualStatesEquallyWhateverWroteThem() {
    Draft one = draft("run", 7, "weights", false);
    Draft other =
        new Draft(
            one.kind(),
            one.run(),
            one.step(),
            one.milestone(),
            one.spec(),
            one.structure(),
            one.inputs(),
            one.numbers(),
            one.parts(),
            Map.of("chiral", "another version"));

    assertThat(store.write(other).id()).isEqualTo(store.write(one).id());
    assertThat(store.write(draft("run", 8, "weights", false)).id())
        .isNotEqualTo(store.write(one).id());
    assertThat(store.write(draft("run", 7, "other weights", false)).id())
        .isNotEqualTo(store.write(one).id());
    assertThat(store.list()).hasSize(3);
  }

  @Test
  void namesTheFileAndTheDigestsOfADamagedCheckpointAndReplacesIt() throws IOException {
    Draft draft = draft("run", 7, "weights", false);
    String id = store.write(draft).id();
    Path file = root.resolve("checkpoints").resolve(id).resolve("generator.safetensors");
    Files.writeString(file, "wrights");

    assertThatThrownBy(() -> store.open(id))
        .isInstanceOf(DamagedCheckpointException.class)
        .hasMessageContainingAll("generator.safetensors", Digests.of("weights"), id)
        .hasMessageContaining(Digests.of("wrights"));

    store.write(draft);
    assertThat(store.open(id).manifest().id()).isEqualTo(id);
  }

  @Test
  void refusesAManifestOfAnotherState() throws IOException {
    String id = store.write(draft("run", 7, "weights", false)).id();
    Path manifest = root.resolve("checkpoints").resolve(id).resolve("manifest.json");
    Files.writeString(manifest, Files.readString(manifest).replace(": 7", ": 9"));

    assertThatThrownBy(() -> store.open(id))
        .isInstanceOf(DamagedCheckpointException.class)
        .hasMessageContaining("manifest.json");
  }

  @Test
  void tellsUnknownFromDamaged() throws IOException {
    String absent = Digests.of("absent");
    assertThatThrownBy(() -> store.open(absent))
        .isInstanceOf(UnknownCheckpointException.class)
        .hasMessageContaining(absent);
    assertThatThrownBy(() -> store.open("../../etc")).isInstanceOf(IllegalArgumentException.class);

    String id = store.write(draft("run", 7, "weights", false)).id();
    assertThatThrownBy(() -> store.read(id, "../" + id + "/manifest.json", 0))
        .isInstanceOf(UnknownCheckpointException.class);
    try (InputStream in = store.read(id, "generator.safetensors", 0)) {
      assertThat(in).hasContent("weights");
    }
  }

  @Test
  void keepsFilesByDigest() throws IOException {
    byte[] content = "a tile".getBytes(StandardCharsets.UTF_8);
    String digest = store.putFile(content);

    assertThat(store.putFile(content)).isEqualTo(digest);
    assertThat(store.readFile(digest)).isEqualTo(content);
    Files.writeString(root.resolve("files").resolve(digest), "something else");
    assertThatThrownBy(() -> store.readFile(digest)).isInstanceOf(DamagedCheckpointException.class);
  }

  @Test
  void probeLeavesNothingBehind() throws IOException {
    store.probe();

    assertThat(unfinished()).isEmpty();
  }

  /** As a full disk does in the middle of a file. */
  @Test
  void aWriteThatFailsLeavesWhatWasThereAndNothingElse() throws IOException {
    String before = store.write(draft("run", 7, "weights", false)).id();
    Draft sound = draft("run", 8, "weights", false);
    Draft failing =
        new Draft(
            sound.kind(),
            sound.run(),
            sound.step(),
            sound.milestone(),
            sound.spec(),
            sound.structure(),
            sound.inputs(),
            sound.numbers(),
            new TreeMap<>(
                Map.of(
                    "generator.safetensors",
                    out -> {
                      out.write(new byte[4096]);
                      throw new IOException("No space left on device");
                    })),
            sound.software());

    assertThatThrownBy(() -> store.write(failing))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(root.toString())
        .hasRootCauseMessage("No space left on device");

    store.probe(); // with as much as was written
    assertThat(unfinished()).isEmpty();
    assertThat(store.list()).extracting(CheckpointStore.Listed::id).containsExactly(before);
    assertThat(store.open(before).manifest().step()).isEqualTo(7);
  }

  private static Draft draft(String run, int step, String content, boolean milestone) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    return new Draft(
        "optimise",
        run,
        step,
        milestone,
        Digests.of("spec"),
        new TreeMap<>(Map.of("generator", "swinir/tiny/2")),
        new TreeMap<>(Map.of("train-set", Digests.of("photographs"))),
        new TreeMap<>(Map.of("fair_weight", 0.1 + 0.2)),
        new TreeMap<>(Map.of("generator.safetensors", out -> out.write(bytes))),
        Map.of("chiral", "0.1"));
  }

  private long sizeOnDisk(String id) throws IOException {
    try (Stream<Path> files = Files.list(root.resolve("checkpoints").resolve(id))) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    }
  }

  private Stream<Path> unfinished() throws IOException {
    try (Stream<Path> left = Files.list(root.resolve("unfinished"))) {
      return left.toList().stream();
    }
  }
}

package io.chiral.objectstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chiral.training.checkpoint.CheckpointStore;
import io.chiral.training.checkpoint.CheckpointStore.Leftover;
import io.chiral.training.checkpoint.DirectoryStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init") // JUnit fills the folder in
class DirectoryStoreContractTest extends CheckpointStoreContract {

  @TempDir Path root;

  @Override
  CheckpointStore anotherProcess() {
    return new DirectoryStore(root);
  }

  @Override
  void overwrite(String name, byte[] content) throws IOException {
    Files.write(root.resolve(name), content);
  }

  @Override
  void lose(String name) throws IOException {
    Files.delete(root.resolve(name));
  }

  @Test
  void collectsWhatACrashLeft() throws IOException {
    CheckpointStore store = anotherProcess();
    String id = store.write(Drafts.of(7, "weights")).id();
    Path half = Files.createDirectory(root.resolve("unfinished").resolve("killed"));
    Files.write(half.resolve(Drafts.WEIGHTS), new byte[10]);

    collect(store);

    assertThat(store.exists(id)).isTrue();
    assertThatThrownBy(() -> store.discard(new Leftover("../checkpoints/" + id, Instant.EPOCH)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

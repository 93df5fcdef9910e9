package io.chiral.training.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A directory that is away, in its beginnings, or not the one that was meant. */
@SuppressWarnings("NullAway.Init") // JUnit and beforeEach fill the fields in
class AbsentStoreTest {

  @TempDir Path folder;
  private Path root;
  private DirectoryStore store;
  private String id;
  private String tile;

  @BeforeEach
  void fill() {
    root = folder.resolve("store");
    store = new DirectoryStore(root);
    id = store.write(draft()).id();
    tile = store.putFile(new byte[] {1});
  }

  @Test
  void knowsNothingOfWhatItHoldsWhileItIsAway() throws IOException {
    Files.move(root, folder.resolve("away"));

    assertKnowsNothing();
    Files.createDirectory(root); // as an empty mount point
    assertKnowsNothing();
    assertThatThrownBy(store::probe).isInstanceOf(UncheckedIOException.class);
    try (var left = Files.list(root)) {
      assertThat(left).as("what is opened and asked stays empty").isEmpty();
    }
  }

  @Test
  void takesNoErrorForAnAnswer() throws IOException {
    Files.move(root.resolve("checkpoints"), folder.resolve("away"));
    Files.write(root.resolve("checkpoints"), new byte[0]); // each look-up is an error: not a folder

    assertCannotTell(() -> store.open(id));
    assertCannotTell(() -> store.exists(id));
  }

  @Test
  void takesNoFileThatVanishesWithTheStoreForDamage() throws IOException {
    Path file = root.resolve("checkpoints").resolve(id).resolve("a");
    Files.delete(file);
    assertThatThrownBy(() -> store.open(id)).isInstanceOf(DamagedCheckpointException.class);
    Files.move(root.resolve("checkpoints"), folder.resolve("away"));

    assertCannotTell(() -> store.open(id));
  }

  @Test
  void isMadeWhenItIsGivenItsIdentityAndNotBefore() {
    Path elsewhere = folder.resolve("new");
    DirectoryStore opened = DirectoryStore.at(elsewhere);

    assertThat(opened.identity()).isEmpty();
    assertThat(elsewhere).doesNotExist();
    assertThat(opened.identify("first")).isEqualTo("first");
    assertThat(DirectoryStore.at(elsewhere).identify("second")).isEqualTo("first");
    assertThat(opened.identity()).contains("first");
    opened.probe();
    assertThat(opened.leftovers()).isEmpty();
  }

  @Test
  void ofManyThatGiveItAnIdentityTheFirstIsRight() throws Exception {
    int times = 8;
    CyclicBarrier together = new CyclicBarrier(times);
    ExecutorService threads = Executors.newFixedThreadPool(times);
    try {
      List<Future<String>> given = new ArrayList<>();
      for (int i = 0; i < times; i++) {
        String own = "id-" + i;
        given.add(
            threads.submit(
                () -> {
                  together.await(30, TimeUnit.SECONDS);
                  return DirectoryStore.at(root).identify(own);
                }));
      }
      for (Future<String> each : given) {
        String got = each.get(30, TimeUnit.SECONDS);
        assertThat(store.identity()).contains(got);
      }
      assertThat(store.leftovers()).isEmpty();
    } finally {
      threads.shutdownNow();
    }
  }

  private void assertKnowsNothing() {
    for (DirectoryStore each : List.of(store, DirectoryStore.at(root))) {
      assertCannotTell(() -> each.open(id));
      assertCannotTell(() -> each.manifest(id));
      assertCannotTell(() -> each.exists(id));
      assertCannotTell(() -> each.readFile(tile));
      assertCannotTell(() -> each.delete(id));
      assertCannotTell(each::list);
      assertThat(each.identity()).isEmpty();
    }
  }

  private static void assertCannotTell(ThrowingCallable question) {
    assertThatThrownBy(question).isInstanceOf(UncheckedIOException.class);
  }

  private static Draft draft() {
    return new Draft(
        "optimise",
        "run",
        1,
        false,
        Digests.of("spec"),
        new TreeMap<>(),
        new TreeMap<>(),
        new TreeMap<>(),
        new TreeMap<>(Map.of("a", out -> out.write(1))),
        Map.of());
  }
}

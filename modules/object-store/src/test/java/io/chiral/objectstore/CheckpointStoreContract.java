package io.chiral.objectstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chiral.messages.work.CheckpointRef;
import io.chiral.training.checkpoint.CheckpointStore;
import io.chiral.training.checkpoint.CheckpointStore.Leftover;
import io.chiral.training.checkpoint.CheckpointStore.Listed;
import io.chiral.training.checkpoint.DamagedCheckpointException;
import io.chiral.training.checkpoint.Digests;
import io.chiral.training.checkpoint.Draft;
import io.chiral.training.checkpoint.ManifestJson;
import io.chiral.training.checkpoint.StoredCheckpoint;
import io.chiral.training.checkpoint.UnknownCheckpointException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What every checkpoint store promises. */
abstract class CheckpointStoreContract {

  private static final int LARGE_BYTES = (20 << 20) + 12345;
  private static final String OTHER = "what nobody wrote";

  /** Another process's view of the one store of this test. */
  abstract CheckpointStore anotherProcess();

  /** Replaces the content of what the store holds under that name. */
  abstract void overwrite(String name, byte[] content) throws IOException;

  /** Takes away what the store holds under that name. */
  abstract void lose(String name) throws IOException;

  private CheckpointStore store() {
    return anotherProcess();
  }

  @Test
  void givesBackWhatWasWrittenToEveryProcess() throws IOException {
    CheckpointRef ref = store().write(Drafts.of(7, "weights"));

    StoredCheckpoint found = anotherProcess().open(ref.id());
    assertThat(found.manifest().step()).isEqualTo(7);
    assertThat(found.manifest().numbers()).containsEntry("fair_weight", 0.1 + 0.2);
    assertThat(found.file(Drafts.WEIGHTS)).hasContent("weights");
    assertThat(ref.bytes()).isEqualTo(8 + Files.size(found.directory().resolve(ManifestJson.FILE)));
    assertThat(store().leftovers()).isEmpty();
  }

  @Test
  void takesALargeFile() throws IOException {
    byte[] large = new byte[LARGE_BYTES];
    for (int i = 0; i < large.length; i++) {
      large[i] = (byte) (i * 31 + (i >> 13));
    }
    Draft draft = Drafts.of(3, new TreeMap<>(Map.of(Drafts.WEIGHTS, out -> out.write(large))));

    String id = store().write(draft).id();

    assertThat(anotherProcess().open(id).file(Drafts.WEIGHTS)).hasBinaryContent(large);
    try (InputStream in = store().read(id, Drafts.WEIGHTS, LARGE_BYTES - 3)) {
      assertThat(in)
          .hasBinaryContent(
              new byte[] {large[LARGE_BYTES - 3], large[LARGE_BYTES - 2], large[LARGE_BYTES - 1]});
    }
    try (InputStream in = store().read(id, Drafts.WEIGHTS, 5)) {
      assertThat(in.read()).as("and a reader may leave early").isEqualTo(large[5] & 0xff);
    }
  }

  @Test
  void namesEqualStatesEquallyAndOthersOtherwise() {
    CheckpointStore store = store();

    String id = store.write(Drafts.of(7, "weights")).id();

    assertThat(anotherProcess().write(Drafts.of(7, "weights")).id()).isEqualTo(id);
    assertThat(store.write(Drafts.of(8, "weights")).id()).isNotEqualTo(id);
    assertThat(store.list()).hasSize(2);
    assertThat(store.list(id.substring(0, 16))).extracting(Listed::id).containsExactly(id);
    assertThat(store.list(Digests.of("absent").substring(0, 16))).isEmpty();
  }

  @Test
  void saysWhichFileOfADamagedCheckpointIsWrongAndLeavesTheEarlierOneUsable() throws IOException {
    String earlier = store().write(Drafts.of(6, "weights then")).id();
    String id = store().write(Drafts.of(7, "weights")).id();
    overwrite(
        "checkpoints/" + id + "/" + Drafts.WEIGHTS, "wrights".getBytes(StandardCharsets.UTF_8));

    assertThatThrownBy(() -> anotherProcess().open(id))
        .isInstanceOf(DamagedCheckpointException.class)
        .hasMessageContainingAll(id, Drafts.WEIGHTS, Digests.of("weights"), Digests.of("wrights"));
    assertThat(anotherProcess().open(earlier).file(Drafts.WEIGHTS)).hasContent("weights then");

    store().write(Drafts.of(7, "weights"));
    assertThat(anotherProcess().open(id).file(Drafts.WEIGHTS)).hasContent("weights");
  }

  @Test
  void takesAnAbsentFileForDamage() throws IOException {
    String id = store().write(Drafts.of(7, "weights")).id();
    lose("checkpoints/" + id + "/" + Drafts.MOMENTS);

    assertThatThrownBy(() -> anotherProcess().open(id))
        .isInstanceOf(DamagedCheckpointException.class)
        .hasMessageContainingAll(id, Drafts.MOMENTS, "absent");
  }

  @Test
  void refusesAndReplacesAManifestOfAnotherState() throws IOException {
    String id = store().write(Drafts.of(7, "weights")).id();
    overwrite("checkpoints/" + id + "/" + ManifestJson.FILE, "{}".getBytes(StandardCharsets.UTF_8));

    assertThatThrownBy(() -> anotherProcess().open(id))
        .isInstanceOf(DamagedCheckpointException.class)
        .hasMessageContaining(ManifestJson.FILE);

    anotherProcess().write(Drafts.of(7, "weights"));
    assertThat(anotherProcess().open(id).manifest().step()).isEqualTo(7);
  }

  @Test
  void tellsUnknownFromDamaged() {
    CheckpointStore store = store();
    String absent = Digests.of("absent");

    assertThatThrownBy(() -> store.open(absent))
        .isInstanceOf(UnknownCheckpointException.class)
        .hasMessageContaining(absent);
    assertThatThrownBy(() -> store.readFile(absent)).isInstanceOf(UnknownCheckpointException.class);
    assertThatThrownBy(() -> store.open("../../etc")).isInstanceOf(IllegalArgumentException.class);
    String id = store.write(Drafts.of(7, "weights")).id();
    assertThatThrownBy(() -> store.read(id, "../" + id + "/manifest.json", 0))
        .isInstanceOf(UnknownCheckpointException.class);
  }

  @Test
  void forgetsWhatWasDeleted() {
    CheckpointStore store = store();
    String id = store.write(Drafts.of(7, "weights")).id();
    String stays = store.write(Drafts.of(8, "weights")).id();

    store.delete(id);
    store.delete(id);

    assertThat(store.exists(id)).isFalse();
    assertThat(anotherProcess().list()).extracting(Listed::id).containsExactly(stays);
    assertThatThrownBy(() -> store.open(id)).isInstanceOf(UnknownCheckpointException.class);
    assertThat(store.leftovers()).isEmpty();
  }

  @Test
  void keepsFilesByDigest() throws IOException {
    CheckpointStore store = store();
    byte[] content = "a tile".getBytes(StandardCharsets.UTF_8);

    String digest = store.putFile(content);

    assertThat(anotherProcess().putFile(content)).isEqualTo(digest);
    assertThat(anotherProcess().readFile(digest)).isEqualTo(content);
    assertThat(store.files("")).extracting(Listed::id).containsExactly(digest);
    overwrite("files/" + digest, OTHER.getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> store.readFile(digest)).isInstanceOf(DamagedCheckpointException.class);
    store.deleteFile(digest);
    assertThat(store.files(digest)).isEmpty();
  }

  @Test
  void writingWhatIsThereMakesItYoungAgain() {
    CheckpointStore store = store();
    String id = store.write(Drafts.of(7, "weights")).id();
    String file = store.putFile(new byte[] {1});
    Instant first = store.list(id).get(0).writtenAt();
    Instant firstOfFile = store.files(file).get(0).writtenAt();
    // A service's clock may tick in seconds.
    while (!store.list(id).get(0).writtenAt().isAfter(first)
        || !store.files(file).get(0).writtenAt().isAfter(firstOfFile)) {
      store.write(Drafts.of(7, "weights"));
      store.putFile(new byte[] {1});
    }

    assertThat(store.list()).hasSize(1);
    assertThat(store.open(id).file(Drafts.WEIGHTS)).hasContent("weights");
  }

  @Test
  void showsNothingOfAWriteThatFails() {
    CheckpointStore store = store();
    Draft failing =
        Drafts.of(
            7,
            new TreeMap<>(
                Map.of(
                    Drafts.WEIGHTS,
                    out -> {
                      out.write(new byte[100]);
                      throw new IOException("no space left");
                    })));

    assertThatThrownBy(() -> store.write(failing)).isInstanceOf(UncheckedIOException.class);

    assertThat(store.list()).isEmpty();
  }

  @Test
  void severalWritersOfOneStateMakeOne() throws Exception {
    int writers = 4;
    CyclicBarrier together = new CyclicBarrier(writers);
    ExecutorService threads = Executors.newFixedThreadPool(writers);
    try {
      List<Future<String>> made = new ArrayList<>();
      for (int i = 0; i < writers; i++) {
        CheckpointStore own = anotherProcess();
        made.add(
            threads.submit(
                () -> {
                  together.await(30, TimeUnit.SECONDS);
                  return own.write(Drafts.of(7, "weights")).id();
                }));
      }
      String id = made.get(0).get(30, TimeUnit.SECONDS);
      for (Future<String> each : made) {
        assertThat(each.get(30, TimeUnit.SECONDS)).isEqualTo(id);
      }
      assertThat(store().list()).hasSize(1);
      assertThat(anotherProcess().open(id).file(Drafts.WEIGHTS)).hasContent("weights");
      assertThat(store().leftovers()).isEmpty();
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void readersNeverSeeHalfACheckpoint() throws ExecutionException, InterruptedException {
    AtomicBoolean writing = new AtomicBoolean(true);
    CheckpointStore readers = anotherProcess();
    CompletableFuture<Integer> opened =
        CompletableFuture.supplyAsync(
            () -> {
              int times = 0;
              while (writing.get() || times == 0) {
                for (Listed listed : readers.list()) {
                  readers.open(listed.id()); // would throw
                  times++;
                }
              }
              return times;
            });
    CheckpointStore writer = store();
    for (int step = 1; step <= 30; step++) {
      writer.write(Drafts.of(step, "weights " + step));
    }
    writing.set(false);

    assertThat(opened.get()).isPositive();
    assertThat(writer.list()).hasSize(30);
  }

  @Test
  void keepsTheFirstIdentityThatItIsGiven() {
    assertThat(store().identity()).isEmpty();

    assertThat(store().identify("first")).isEqualTo("first");
    assertThat(anotherProcess().identify("second")).isEqualTo("first");
    assertThat(anotherProcess().identity()).contains("first");
    assertThat(store().leftovers()).isEmpty();
    assertThat(store().list()).isEmpty();
  }

  @Test
  void probeLeavesNothingBehind() {
    CheckpointStore store = store();

    store.probe();

    assertThat(store.leftovers()).isEmpty();
    assertThat(store.files("")).isEmpty();
    assertThat(store.list()).isEmpty();
  }

  /** Discards what is there; the store's next listing shows none. */
  static void collect(CheckpointStore store) {
    List<Leftover> left = store.leftovers();
    assertThat(left).isNotEmpty();
    assertThat(left).allSatisfy(each -> assertThat(each.since()).isAfter(Instant.EPOCH));
    left.forEach(store::discard);
    assertThat(store.leftovers()).isEmpty();
  }
}

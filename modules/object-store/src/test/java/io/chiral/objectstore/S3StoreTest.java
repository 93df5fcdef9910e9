package io.chiral.objectstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chiral.training.checkpoint.CheckpointStore;
import io.chiral.training.checkpoint.CheckpointStore.Listed;
import io.chiral.training.checkpoint.DamagedCheckpointException;
import io.chiral.training.checkpoint.Digests;
import io.chiral.training.checkpoint.Draft;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init") // JUnit and beforeAll fill the fields in
class S3StoreTest extends CheckpointStoreContract {

  private static S3Server server;

  @TempDir Path local;

  private final String prefix = "installation/" + UUID.randomUUID();
  private final List<S3Store> opened = new ArrayList<>();

  @BeforeAll
  static void start() {
    server = new S3Server();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @AfterEach
  void close() {
    opened.forEach(S3Store::close);
  }

  @Override
  CheckpointStore anotherProcess() {
    Path copies = local.resolve("process-" + opened.size());
    S3Store store = new S3Store(server.settings(prefix), copies, 1L << 30);
    opened.add(store);
    return store;
  }

  @Override
  void overwrite(String name, byte[] content) {
    try (S3Objects objects = new S3Objects(server.settings(prefix))) {
      objects.put(name, content, Digests.of(content));
    }
  }

  @Override
  void lose(String name) {
    try (S3Objects objects = new S3Objects(server.settings(prefix))) {
      objects.delete(name);
    }
  }

  @Test
  void replacesAnObjectThatIsNotWhatItSaysOfItself() {
    Draft draft = Drafts.of(7, "weights");
    String id = anotherProcess().write(draft).id();
    try (S3Objects objects = new S3Objects(server.settings(prefix))) {
      byte[] rotten = "wrights".getBytes(StandardCharsets.UTF_8);
      String claimed = Digests.of("weights");
      objects.put("checkpoints/" + id + "/" + Drafts.WEIGHTS, rotten, claimed);
    }
    CheckpointStore finder = anotherProcess();
    assertThatThrownBy(() -> finder.open(id)).isInstanceOf(DamagedCheckpointException.class);

    finder.write(draft);

    assertThat(anotherProcess().open(id).file(Drafts.WEIGHTS)).hasContent("weights");
  }

  @Test
  void collectsAnUploadThatWasCutOff() {
    byte[] large = new byte[3 * Upload.PART_BYTES];
    byte[] small = {1, 2, 3};
    Draft draft =
        Drafts.of(
            3,
            new TreeMap<>(
                Map.of("a", out -> out.write(small), Drafts.WEIGHTS, out -> out.write(large))));
    CheckpointStore store = anotherProcess();
    server.takeParts(1);
    try {
      assertThatThrownBy(() -> store.write(draft))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContainingAll("write part 2", "s3://" + S3Server.BUCKET, Drafts.WEIGHTS);
    } finally {
      server.takeParts(Integer.MAX_VALUE);
    }

    assertThat(store.list()).isEmpty();
    collect(store);
    assertThat(store.write(draft).step()).isEqualTo(3);
  }

  @Test
  void collectsPartsThatNobodyGaveUp() {
    CheckpointStore store = anotherProcess();
    try (S3Objects objects = new S3Objects(server.settings(prefix))) {
      objects
          .client()
          .createMultipartUpload(
              request ->
                  request.bucket(objects.bucket()).key(objects.key("checkpoints/killed/a b")));
    }

    collect(store);
  }

  @Test
  void keepsAwayFromWhatOthersHaveInTheBucket() {
    CheckpointStore store = anotherProcess();
    String id = store.write(Drafts.of(7, "weights")).id();
    S3Store other = new S3Store(server.settings("other"), local.resolve("other"), 1L << 30);
    opened.add(other);

    assertThat(other.list()).isEmpty();
    other.delete(id);

    assertThat(store.exists(id)).isTrue();
    assertThat(store.uri(id))
        .isEqualTo("s3://%s/%s/checkpoints/%s/".formatted(S3Server.BUCKET, prefix, id));
  }

  @Test
  void saysWhereAServerIsNotToBeHadAndGoesOnWhenItIsBack() {
    CheckpointStore store = anotherProcess();
    String before = store.write(Drafts.of(6, "weights")).id();
    server.stop();
    try {
      assertThatThrownBy(store::probe)
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContainingAll("can't write s3://" + S3Server.BUCKET, "probes/", "refused");
      assertThatThrownBy(() -> store.write(Drafts.of(7, "weights")))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("s3://" + S3Server.BUCKET);
      assertThatThrownBy(() -> store.open(before)).isInstanceOf(UncheckedIOException.class);
    } finally {
      server.startAgain();
    }

    store.probe();
    String id = store.write(Drafts.of(7, "weights")).id();
    assertThat(store.list()).extracting(Listed::id).containsExactlyInAnyOrder(before, id);
  }

  @Test
  void localCopiesGoWhenThereAreTooManyAndNobodyUsesThem() throws IOException {
    LocalCopies copies = new LocalCopies(local.resolve("copies"), 10);
    String first = copies.write(Drafts.of(1, "weights")).manifest().id();
    String second = copies.write(Drafts.of(2, "weights")).manifest().id();

    assertThat(copies.find(first)).isPresent(); // used last
    copies.trim(Instant.now());
    assertThat(copies.find(second)).as("somebody may have it open").isPresent();
    assertThat(copies.find(first)).isPresent();
    copies.trim(Instant.now().plusSeconds(7200));

    assertThat(copies.find(second)).isEmpty();
    assertThat(copies.find(first)).isPresent();
  }
}

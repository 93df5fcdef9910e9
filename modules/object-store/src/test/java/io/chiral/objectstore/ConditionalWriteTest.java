package io.chiral.objectstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chiral.objectstore.InterposedHttp.Interposition;
import io.chiral.training.checkpoint.Digests;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A conditional write that meets others and removals, at a real server. */
@SuppressWarnings("NullAway.Init") // beforeAll fills the server in
class ConditionalWriteTest {

  private static final String KEY = "checkpoints/x/manifest.json";
  private static final byte[] MINE = "mine".getBytes(StandardCharsets.UTF_8);
  private static final byte[] OTHER = "other".getBytes(StandardCharsets.UTF_8);

  private static S3Server server;

  private final AtomicInteger writes = new AtomicInteger();
  private final S3Settings settings = server.settings(UUID.randomUUID().toString());
  private final S3Objects others = new S3Objects(settings);

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
    others.close();
  }

  @Test
  void isRepeatedWhenTheServiceSaysThatItMetAnother() {
    writing((number, asking) -> number == 1 ? InterposedHttp.conflict() : asking.ask());

    assertThat(others.bytes(KEY)).contains(MINE);
    assertThat(writes).hasValueGreaterThanOrEqualTo(2);
  }

  @Test
  void isNoSuccessWhenTheConflictStays() {
    assertThatThrownBy(() -> writing((number, asking) -> InterposedHttp.conflict()))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(KEY);

    assertThat(others.head(KEY)).isEmpty();
  }

  @Test
  void isRepeatedWhenWhatWasFirstIsGoneAgain() {
    put(OTHER);

    AtomicBoolean removed = new AtomicBoolean();
    writing(
        (number, asking) -> {
          var answer = asking.ask();
          // Not the first request: the SDK asks again by itself where a busy server was late.
          if (answer.httpResponse().statusCode() == 412 && removed.compareAndSet(false, true)) {
            others.delete(KEY);
          }
          return answer;
        });

    assertThat(removed).isTrue();
    assertThat(others.bytes(KEY)).contains(MINE);
  }

  @Test
  void leavesWhatWasFirst() {
    put(OTHER);

    writing((number, asking) -> asking.ask());

    assertThat(others.bytes(KEY)).contains(OTHER);
  }

  private void put(byte[] content) {
    others.put(KEY, content, Digests.of(content));
  }

  private void writing(Interposition interposition) {
    Interposition counted =
        (number, asking) -> {
          writes.set(number);
          return interposition.call(number, asking);
        };
    try (S3Objects objects = new S3Objects(settings, InterposedHttp.builder(counted))) {
      objects.putIfAbsent(KEY, MINE, Digests.of(MINE));
    }
  }
}

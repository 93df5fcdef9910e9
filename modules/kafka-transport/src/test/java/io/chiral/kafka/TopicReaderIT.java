package io.chiral.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.chiral.testkit.BrokerExtension;
import io.chiral.testkit.TestBroker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(BrokerExtension.class)
@Timeout(60)
class TopicReaderIT {

  private final ExecutorService executor = Executors.newSingleThreadExecutor();
  private final List<String> read = new CopyOnWriteArrayList<>();

  @AfterEach
  void stopExecutor() {
    executor.shutdownNow();
  }

  @Test
  void catchesUpWithWhatALoopPublishedAndFollows(TestBroker broker) {
    Scene scene = new Scene(broker, 1);
    scene.write(0, "a", "b");
    try (TransactionalLoop loop = echoing(scene)) {
      loop.start();
      Scene.eventually(() -> assertThat(scene.said()).containsExactly("a", "b"));
      try (TopicReader reader = reader(scene, Map.of(), this::note)) {
        reader.start();
        // The last offset is a transaction's marker: no record will ever carry it.
        assertThat(reader.caughtUp()).succeedsWithin(Duration.ofSeconds(20));
        assertThat(read).containsExactly("a", "b");
        scene.write(0, "c");
        Scene.eventually(() -> assertThat(read).containsExactly("a", "b", "c"));
        assertThat(reader.check()).isEqualTo(new Health.Up());
      }
    }
  }

  @Test
  void startsWhereItIsTold(TestBroker broker) {
    Scene scene = new Scene(broker, 1);
    scene.write(0, "a", "b", "c");
    try (TopicReader reader =
        new TopicReader(
            scene.kafka,
            "reader",
            List.of(scene.source),
            Map.of(new Partition(scene.source, 0), 2L),
            executor,
            this::note)) {
      reader.start();
      assertThat(reader.caughtUp()).succeedsWithin(Duration.ofSeconds(20));
      assertThat(read).containsExactly("c");
    }
  }

  @Test
  void waitsForASlowHandler(TestBroker broker) {
    Scene scene = new Scene(broker, 1);
    scene.write(0, "a");
    CompletableFuture<Void> slow = new CompletableFuture<>();
    try (TopicReader reader =
        new TopicReader(
            scene.kafka,
            "reader",
            List.of(scene.source),
            Map.of(),
            executor,
            records -> {
              note(records);
              return slow;
            })) {
      reader.start();
      Scene.eventually(() -> assertThat(read).containsExactly("a"));
      scene.write(0, "b");
      assertThat(reader.caughtUp()).isNotDone();
      assertThat(read).containsExactly("a");
      slow.complete(null);
      Scene.eventually(() -> assertThat(read).containsExactly("a", "b"));
    }
  }

  @Test
  void aScanEndsAtTheEnd(TestBroker broker) {
    Scene scene = new Scene(broker, 3);
    List<String> expected = new ArrayList<>();
    for (int partition = 0; partition < 3; partition++) {
      String value = "v" + ThreadLocalRandom.current().nextInt();
      scene.write(partition, value);
      expected.add(value);
    }
    TopicScan.read(
        scene.kafka, "scan", List.of(scene.source), record -> read.add(Scene.text(record)));
    assertThat(read).containsExactlyInAnyOrderElementsOf(expected);
  }

  private CompletionStage<Void> note(List<InRecord> records) {
    records.forEach(record -> read.add(Scene.text(record)));
    return CompletableFuture.completedFuture(null);
  }

  private TopicReader reader(
      Scene scene,
      Map<Partition, Long> from,
      java.util.function.Function<List<InRecord>, CompletionStage<Void>> handler) {
    return new TopicReader(scene.kafka, "reader", List.of(scene.sink), from, executor, handler);
  }

  private static TransactionalLoop echoing(Scene scene) {
    return TransactionalLoop.working(
        scene.kafka, scene.options("echo"), (record, attempt) -> new Echoed(scene, record));
  }

  private record Echoed(Scene scene, InRecord record) implements Job {
    @Override
    public CompletionStage<List<OutRecord>> outputs() {
      return CompletableFuture.completedFuture(List.of(scene.say(Scene.text(record))));
    }

    @Override
    public void finishSoon() {}

    @Override
    public void abandon() {}
  }
}

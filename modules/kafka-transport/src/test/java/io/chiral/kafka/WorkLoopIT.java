package io.chiral.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chiral.testkit.BrokerExtension;
import io.chiral.testkit.TestBroker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(BrokerExtension.class)
@Timeout(60)
class WorkLoopIT {

  @Test
  void worksOnOneRecordAtATimeAndPublishesEachOnce(TestBroker broker) {
    Scene scene = new Scene(broker, 4);
    for (int partition = 0; partition < 4; partition++) {
      scene.write(partition, "a" + partition, "b" + partition, "c" + partition);
    }
    Bench bench = new Bench(scene, "w1");
    bench.completesAtOnce = true;
    try (TransactionalLoop loop = working(scene, bench)) {
      loop.start();
      Scene.eventually(() -> assertThat(scene.said()).hasSize(12).doesNotHaveDuplicates());
    }
  }

  @Test
  void aJoinInMidJobLosesNoWork(TestBroker broker) {
    Scene scene = new Scene(broker, 4);
    for (int partition = 0; partition < 4; partition++) {
      scene.write(partition, "r" + partition);
    }
    Bench one = new Bench(scene, "w1");
    Bench two = new Bench(scene, "w2");
    try (TransactionalLoop first = working(scene, one);
        TransactionalLoop second = working(scene, two)) {
      first.start();
      Scene.eventually(() -> assertThat(one.jobs).hasSize(1));
      second.start();
      Scene.eventually(() -> assertThat(two.jobs).isNotEmpty());
      one.finishAll();
      two.finishAll();
      Scene.eventually(() -> assertThat(scene.said()).hasSize(4));
      assertThat(scene.said().stream().map(said -> said.substring(0, 2)).toList())
          .containsExactlyInAnyOrder("r0", "r1", "r2", "r3");
      assertThat(one.attempts).containsOnly(1);
      assertThat(two.attempts).containsOnly(1);
    }
  }

  @Test
  void aRevokedJobEndsEarlyAndIsCommittedInsideTheCallback(TestBroker broker) {
    Scene scene = new Scene(broker, 2);
    // The assignor lets a member keep its first partitions, so the second one moves.
    scene.write(1, "slice");
    Bench one = new Bench(scene, "w1");
    Bench two = new Bench(scene, "w2");
    one.finishesWhenAsked = true;
    try (TransactionalLoop first = working(scene, one);
        TransactionalLoop second = working(scene, two)) {
      first.start();
      Scene.eventually(() -> assertThat(one.jobs).hasSize(1));
      second.start();
      Scene.eventually(() -> assertThat(scene.said()).containsExactly("slice by w1, early"));
      scene.write(1, "next");
      Scene.eventually(() -> assertThat(two.jobs).hasSize(1));
      two.finishAll();
      Scene.eventually(
          () -> assertThat(scene.said()).containsExactly("slice by w1, early", "next by w2"));
      assertThat(first.check()).isEqualTo(new Health.Up());
    }
  }

  @Test
  void aFormerOwnerPublishesNothing(TestBroker broker) {
    Scene scene = new Scene(broker, 2);
    scene.write(1, "slice");
    Bench one = new Bench(scene, "w1");
    Bench two = new Bench(scene, "w2");
    LoopOptions impatient = scene.options("w1").handingOverWithin(Duration.ofMillis(100));
    try (TransactionalLoop first = TransactionalLoop.working(scene.kafka, impatient, one);
        TransactionalLoop second = working(scene, two)) {
      first.start();
      Scene.eventually(() -> assertThat(one.jobs).hasSize(1));
      Job late = one.jobs.values().iterator().next();
      second.start();
      Scene.eventually(() -> assertThat(two.jobs).hasSize(1));
      // The first is a member with fresh metadata still, and works on what is left to it.
      one.finishAll();
      assertThat(late.outputs().toCompletableFuture()).isCompleted();
      scene.write(0, "other");
      Scene.eventually(() -> assertThat(one.jobs).hasSize(1));
      one.finishAll();
      two.finishAll();
      Scene.eventually(
          () -> assertThat(scene.said()).containsExactlyInAnyOrder("other by w1", "slice by w2"));
      assertThat(one.abandoned).containsOnly("slice");
      // Who let go is alive: no crash is counted.
      assertThat(two.attempts).containsOnly(1);
    }
  }

  @Test
  void closingPublishesWhatHasBeenDone(TestBroker broker) {
    Scene scene = new Scene(broker, 1);
    scene.write(0, "slice");
    Bench bench = new Bench(scene, "w1");
    bench.finishesWhenAsked = true;
    TransactionalLoop loop = working(scene, bench);
    loop.start();
    Scene.eventually(() -> assertThat(bench.jobs).hasSize(1));
    assertThat(loop.close(Duration.ofSeconds(10))).isTrue();
    assertThat(scene.said()).containsExactly("slice by w1, early");
    assertThat(loop.check()).isEqualTo(new Health.Closed());
  }

  @Test
  void joinsAnewWhenTheClockWasSetBackAndLosesNothing(TestBroker broker) {
    Scene scene = new Scene(broker, 1);
    scene.write(0, "slice");
    Bench bench = new Bench(scene, "w1");
    bench.finishesWhenAsked = true;
    AtomicLong setBackMillis = new AtomicLong();
    LongSupplier wallMillis = () -> System.currentTimeMillis() - setBackMillis.get();
    try (TransactionalLoop loop =
        TransactionalLoop.working(scene.kafka, scene.options("w1"), bench, wallMillis)) {
      loop.start();
      Scene.eventually(() -> assertThat(bench.jobs).hasSize(1));
      setBackMillis.set(TimeUnit.HOURS.toMillis(1));
      Scene.eventually(() -> assertThat(scene.said()).containsExactly("slice by w1, early"));
      scene.write(0, "next");
      Scene.eventually(() -> assertThat(bench.attempts).containsExactly(1, 1));
      bench.finishAll();
      Scene.eventually(
          () -> assertThat(scene.said()).containsExactly("slice by w1, early", "next by w1"));
      assertThat(loop.check()).isEqualTo(new Health.Up());
    }
  }

  @Test
  void countsTheAttemptsOfThoseWhoDied(TestBroker broker) throws Exception {
    Scene scene = new Scene(broker, 1);
    scene.write(0, "slice");
    scene.commit(0, new OffsetAndMetadata(0, "attempt=2;by=a process that died"));
    Bench bench = new Bench(scene, "w1");
    try (TransactionalLoop loop = working(scene, bench)) {
      loop.start();
      Scene.eventually(() -> assertThat(bench.attempts).containsExactly(3));
      assertThat(scene.committed(0))
          .satisfies(
              offset -> {
                assertThat(offset.offset()).isZero();
                assertThat(offset.metadata()).startsWith("attempt=3;by=");
              });
      bench.finishAll();
      Scene.eventually(() -> assertThat(scene.committed(0)).isEqualTo(new OffsetAndMetadata(1)));
      scene.write(0, "next");
      Scene.eventually(() -> assertThat(bench.attempts).containsExactly(3, 1));
      bench.finishAll();
    }
  }

  @Test
  void marksAnAttemptInTheOrderOfItsTransactions(TestBroker broker) {
    Scene scene = new Scene(broker, 1);
    scene.write(0, "first");
    Bench bench = new Bench(scene, "w1");
    bench.completesAtOnce = true;
    try (TransactionalLoop loop = working(scene, bench);
        KafkaProducer<String, String> other = scene.producer(scene.options("w1"))) {
      loop.start();
      Scene.eventually(() -> assertThat(scene.said()).hasSize(1));
      other.initTransactions();
      bench.completesAtOnce = false;
      scene.write(0, "second");
      Scene.eventually(() -> assertThat(bench.jobs).containsKey("second"));
      // To mark it the loop needed a producer that nobody has fenced: so the other one is.
      assertThatThrownBy(
              () -> {
                other.beginTransaction();
                other.sendOffsetsToTransaction(
                    Map.of(new TopicPartition(scene.source, 0), new OffsetAndMetadata(0)),
                    new ConsumerGroupMetadata(scene.group));
                other.commitTransaction();
              })
          .isInstanceOf(KafkaException.class);
      bench.finishAll();
      Scene.eventually(() -> assertThat(scene.said()).hasSize(2));
    }
  }

  private static TransactionalLoop working(Scene scene, Bench bench) {
    return TransactionalLoop.working(scene.kafka, scene.options(bench.name), bench);
  }

  /** Starts jobs that end when the trial says so. */
  private static final class Bench implements Worker {

    private final Scene scene;
    private final String name;
    private final Map<String, Bench.Piece> jobs = new ConcurrentHashMap<>();
    private final List<Integer> attempts = new java.util.concurrent.CopyOnWriteArrayList<>();
    private final List<String> abandoned = new java.util.concurrent.CopyOnWriteArrayList<>();
    private volatile boolean completesAtOnce;
    private volatile boolean finishesWhenAsked;

    Bench(Scene scene, String name) {
      this.scene = scene;
      this.name = name;
    }

    @Override
    public Job start(InRecord record, int attempt) {
      Piece piece = new Piece(Scene.text(record));
      jobs.put(piece.text, piece);
      attempts.add(attempt);
      if (completesAtOnce) {
        piece.finish("");
      }
      return piece;
    }

    /** Whatever runs ends, and whatever starts from now on ends at once. */
    void finishAll() {
      jobs.values().forEach(piece -> piece.finish(""));
      jobs.clear();
      completesAtOnce = !abandoned.contains("slice");
    }

    private final class Piece implements Job {

      private final String text;
      private final CompletableFuture<List<OutRecord>> outputs = new CompletableFuture<>();

      Piece(String text) {
        this.text = text;
      }

      void finish(String how) {
        outputs.complete(List.of(scene.say(text + " by " + name + how)));
      }

      @Override
      public CompletionStage<List<OutRecord>> outputs() {
        return outputs;
      }

      @Override
      public void finishSoon() {
        if (finishesWhenAsked) {
          finish(", early");
        }
      }

      @Override
      public void abandon() {
        abandoned.add(text);
      }
    }
  }
}

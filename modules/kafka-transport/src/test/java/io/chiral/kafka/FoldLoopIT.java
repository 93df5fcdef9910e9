package io.chiral.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.chiral.testkit.BrokerExtension;
import io.chiral.testkit.TestBroker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(BrokerExtension.class)
@Timeout(60)
class FoldLoopIT {

  @Test
  void publishesEachConsequenceOnceAcrossRestarts(TestBroker broker) {
    Scene scene = new Scene(broker, 1);
    scene.write(0, numbers(0, 300));
    try (TransactionalLoop first = folding(scene, new Echo(scene), "one")) {
      first.start();
      Scene.eventually(() -> assertThat(scene.said()).isNotEmpty());
    }
    scene.write(0, numbers(300, 400));
    try (TransactionalLoop second = folding(scene, new Echo(scene), "one")) {
      second.start();
      Scene.eventually(() -> assertThat(scene.said()).hasSize(400));
    }
    assertThat(scene.said()).containsExactly(numbers(0, 400));
  }

  @Test
  void anAbortedTransactionShowsNothingAndMovesNothing(TestBroker broker) {
    Scene scene = new Scene(broker, 1);
    scene.write(0, "small", "huge");
    Echo defective = new Echo(scene);
    defective.sizeOfHuge = 2 << 20;
    try (TransactionalLoop loop = folding(scene, defective, "one")) {
      loop.start();
      assertThat(loop.ended().join()).isInstanceOf(Health.Failed.class);
      assertThat(loop.check()).isInstanceOf(Health.Failed.class);
    }
    assertThat(scene.said()).isEmpty();
    assertThat(scene.committed(0)).isEqualTo(new OffsetAndMetadata(0));
    try (TransactionalLoop mended = folding(scene, new Echo(scene), "one")) {
      mended.start();
      Scene.eventually(() -> assertThat(scene.said()).containsExactly("small", "huge"));
    }
  }

  @Test
  void ticksPublishWithoutRecords(TestBroker broker) {
    Scene scene = new Scene(broker, 1);
    Echo echo = new Echo(scene);
    echo.ticks.addAll(List.of("a", "b"));
    try (TransactionalLoop loop = folding(scene, echo, "one")) {
      loop.start();
      Scene.eventually(() -> assertThat(scene.said()).containsExactly("a", "b"));
    }
  }

  @Test
  void saysWhichPartitionsItHangsIn(TestBroker broker) {
    Scene scene = new Scene(broker, 1);
    Echo echo = new Echo(scene);
    echo.mayGoOn = new CountDownLatch(1);
    LoopOptions options = scene.options("one").handingOverWithin(Duration.ofMillis(100));
    try (TransactionalLoop loop = TransactionalLoop.folding(scene.kafka, options, echo)) {
      loop.start();
      scene.write(0, "late");
      Scene.eventually(
          () ->
              assertThat(loop.check())
                  .isInstanceOfSatisfying(
                      Health.Trouble.class,
                      trouble ->
                          assertThat(trouble.reason())
                              .isEqualTo(
                                  "no progress: decides what follows from %s/0", scene.source)));
      echo.mayGoOn.countDown();
      Scene.eventually(() -> assertThat(scene.said()).containsExactly("late"));
      Scene.eventually(() -> assertThat(loop.check()).isEqualTo(new Health.Up()));
    }
  }

  @Test
  void aStandByTakesOverWithTheSameTransactionalId(TestBroker broker) {
    Scene scene = new Scene(broker, 1);
    Echo active = new Echo(scene);
    Echo standBy = new Echo(scene);
    try (TransactionalLoop first = folding(scene, active, "one")) {
      first.start();
      Scene.eventually(() -> assertThat(active.isActive).isTrue());
      try (TransactionalLoop second = folding(scene, standBy, "two")) {
        second.start();
        scene.write(0, "before");
        Scene.eventually(() -> assertThat(scene.said()).containsExactly("before"));
        first.close();
        scene.write(0, "after");
        Scene.eventually(() -> assertThat(scene.said()).containsExactly("before", "after"));
        assertThat(second.check()).isEqualTo(new Health.Up());
      }
    }
  }

  private static TransactionalLoop folding(Scene scene, Fold fold, String member) {
    LoopOptions options = scene.options(member);
    return TransactionalLoop.folding(
        scene.kafka,
        new LoopOptions(
            options.name(),
            options.groupId(),
            scene.group + "-fold",
            options.topics(),
            50,
            options.interval(),
            options.handOver()),
        fold);
  }

  private static String[] numbers(int from, int to) {
    return IntStream.range(from, to).mapToObj(String::valueOf).toArray(String[]::new);
  }

  /** Says what it reads, and at each tick one of what is due. */
  private static final class Echo implements Fold {

    private final Scene scene;
    private final List<String> ticks = new ArrayList<>();
    private int sizeOfHuge;
    private CountDownLatch mayGoOn = new CountDownLatch(0);
    private volatile boolean isActive;

    Echo(Scene scene) {
      this.scene = scene;
    }

    @Override
    public void activated() {
      isActive = true;
    }

    @Override
    public List<OutRecord> apply(List<InRecord> batch) {
      try {
        mayGoOn.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return batch.stream().map(this::echo).toList();
    }

    private OutRecord echo(InRecord record) {
      OutRecord said = scene.say(Scene.text(record));
      return sizeOfHuge > 0 && Scene.text(record).equals("huge")
          ? OutRecord.of(said.topic(), said.key(), said.envelope(), new byte[sizeOfHuge])
          : said;
    }

    @Override
    public List<OutRecord> tick() {
      return ticks.isEmpty() ? List.of() : List.of(scene.say(ticks.remove(0)));
    }

    @Override
    public void deactivated() {
      isActive = false;
    }
  }
}

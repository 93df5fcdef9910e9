package io.chiral.service.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chiral.kafka.Fold;
import io.chiral.kafka.GroupView;
import io.chiral.kafka.InRecord;
import io.chiral.kafka.KafkaSettings;
import io.chiral.kafka.LoopOptions;
import io.chiral.kafka.OutRecord;
import io.chiral.kafka.TransactionalLoop;
import io.chiral.testkit.BrokerExtension;
import io.chiral.testkit.TestBroker;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(BrokerExtension.class)
class LoopGuardIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Vertx vertx = Vertx.vertx();
  private final HealthRegistry health = new HealthRegistry();

  @AfterEach
  void close() throws Exception {
    get(vertx.close());
  }

  @Test
  void aLoopThatEndedForGoodIsNotLive(TestBroker broker) throws Exception {
    LoopOptions options = options(broker, "broken");
    LoopGuard guard =
        get(
            LoopGuard.start(
                vertx,
                health,
                "command",
                () -> TransactionalLoop.folding(kafka(broker), options, new Broken())));

    await().atMost(PATIENCE).until(() -> health.ended().containsKey("command"));

    assertThat(health.check().get("command"))
        .satisfies(
            how -> {
              assertThat(how.ready()).isFalse();
              assertThat(how.detail()).contains("a defect of a trial");
            });
    get(guard.stop(vertx));
  }

  @Test
  void twoProcessesOfOneNameSaySo(TestBroker broker) throws Exception {
    LoopOptions options = options(broker, "twin");
    String group = options.groupId();
    GroupView view = new GroupView(kafka(broker), group, options.topics().get(0));
    try (TransactionalLoop one = idle(broker, options);
        TransactionalLoop two = idle(broker, options);
        Namesakes watch =
            Namesakes.watch(
                vertx, health, view, "twin", "twin", Duration.ofMillis(200), Duration.ZERO)) {
      one.start();
      await().atMost(PATIENCE).until(() -> view.partitionsByMember().containsKey("twin"));
      assertThat(health.ready()).isTrue();
      two.start();
      await().atMost(PATIENCE).until(() -> !health.ready());
      assertThat(health.check().values())
          .singleElement()
          .matches(how -> how.live() && how.detail().contains("worker.id 'twin'"));
      two.close();
      await().atMost(PATIENCE).until(health::ready);
    }
  }

  private static TransactionalLoop idle(TestBroker broker, LoopOptions options) {
    return TransactionalLoop.working(
        kafka(broker),
        options,
        (record, attempt) -> {
          throw new IllegalStateException("no record was sent");
        });
  }

  private static LoopOptions options(TestBroker broker, String name) {
    return LoopOptions.of(
            name, broker.freshName(), broker.freshName(), List.of(broker.createTopic(1)))
        .every(Duration.ofMillis(50));
  }

  private static KafkaSettings kafka(TestBroker broker) {
    return new KafkaSettings(Map.of("bootstrap.servers", broker.bootstrapServers()));
  }

  private static <T> T get(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  private static final class Broken implements Fold {
    @Override
    public void activated() {}

    @Override
    public List<OutRecord> apply(List<InRecord> batch) {
      return List.of();
    }

    @Override
    public List<OutRecord> tick() {
      throw new IllegalStateException("a defect of a trial");
    }

    @Override
    public void deactivated() {}
  }
}

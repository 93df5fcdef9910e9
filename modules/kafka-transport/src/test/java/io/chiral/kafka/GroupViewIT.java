package io.chiral.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.chiral.testkit.BrokerExtension;
import io.chiral.testkit.TestBroker;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(BrokerExtension.class)
@Timeout(60)
class GroupViewIT {

  @Test
  void knowsWhoOwnsWhat(TestBroker broker) throws Exception {
    Scene scene = new Scene(broker, 4);
    Worker idle =
        (record, attempt) -> {
          throw new IllegalStateException("no record was sent");
        };
    try (GroupView view = new GroupView(scene.kafka, scene.group, scene.source);
        TransactionalLoop one = TransactionalLoop.working(scene.kafka, scene.options("w1"), idle);
        TransactionalLoop two = TransactionalLoop.working(scene.kafka, scene.options("w2"), idle)) {
      assertThat(view.partitionsByMember()).isEmpty();
      one.start();
      Scene.eventually(
          () -> assertThat(view.partitionsByMember()).isEqualTo(Map.of("w1", Set.of(0, 1, 2, 3))));
      two.start();
      Scene.eventually(
          () -> {
            Map<String, Set<Integer>> owners = view.partitionsByMember();
            assertThat(owners).containsOnlyKeys("w1", "w2");
            assertThat(owners.values()).allSatisfy(owned -> assertThat(owned).hasSize(2));
          });
      one.close();
      Scene.eventually(
          () -> assertThat(view.partitionsByMember()).isEqualTo(Map.of("w2", Set.of(0, 1, 2, 3))));
      assertThat(view.namesakes().toCompletableFuture().get()).isEmpty();
    }
  }

  @Test
  void tellsMembersThatShareAName(TestBroker broker) throws Exception {
    Scene scene = new Scene(broker, 4);
    Worker idle =
        (record, attempt) -> {
          throw new IllegalStateException("no record was sent");
        };
    try (GroupView view = new GroupView(scene.kafka, scene.group, scene.source);
        TransactionalLoop one = TransactionalLoop.working(scene.kafka, scene.options("w"), idle);
        TransactionalLoop two = TransactionalLoop.working(scene.kafka, scene.options("w"), idle)) {
      one.start();
      two.start();
      Scene.eventually(
          () -> {
            assertThat(view.partitionsByMember()).isEqualTo(Map.of("w", Set.of(0, 1, 2, 3)));
            assertThat(view.namesakes().toCompletableFuture().get()).containsExactly("w");
          });
    }
  }
}

package io.chiral.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.chiral.testkit.BrokerExtension;
import io.chiral.testkit.TestBroker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(BrokerExtension.class)
@Timeout(60)
class GroupAdminIT {

  @Test
  void aNewGroupBeginsAtTheBeginningAlsoOfTopicsThatOthersMade(TestBroker broker) {
    Scene scene = new Scene(broker, 2);
    scene.write(0, "came before the first start");
    Group fresh = new Group(broker.freshName(), List.of(scene.source), List.of(scene.sink));
    try (GroupAdmin admin = new GroupAdmin(scene.kafka)) {
      assertThat(admin.withoutOffset(fresh)).hasSize(2);
      assertThat(admin.ensure(fresh)).isEmpty();
      assertThat(admin.withoutOffset(fresh)).isEmpty();
    }
  }

  @Test
  void aGroupWhoseOffsetsWereDeletedDoesNothingAgain(TestBroker broker) throws Exception {
    Scene scene = new Scene(broker, 2);
    scene.write(0, "slice");
    try (TransactionalLoop loop = working(scene, "w1")) {
      loop.start();
      Scene.eventually(() -> assertThat(scene.said()).containsExactly("slice"));
    }
    broker.admin().deleteConsumerGroups(List.of(scene.group)).all().get();
    try (GroupAdmin admin = new GroupAdmin(scene.kafka)) {
      assertThat(admin.ensure(scene.group()))
          .singleElement()
          .satisfies(
              lost -> {
                assertThat(lost.topic()).isEqualTo(scene.source);
                assertThat(lost.what()).contains(scene.group, scene.source + ":0:");
                assertThat(lost.remedy())
                    .contains(
                        "chiral offsets restore",
                        "--group %s --topic %s:0 --reset".formatted(scene.group, scene.source));
              });
      // The partition without records got its beginning.
      assertThat(admin.withoutOffset(scene.group())).containsOnly(new Partition(scene.source, 0));
    }
    try (TransactionalLoop loop = working(scene, "w1")) {
      loop.start();
      Scene.eventually(
          () ->
              assertThat(loop.check())
                  .isInstanceOfSatisfying(
                      Health.Failed.class,
                      failed ->
                          assertThat(failed.cause())
                              .isInstanceOf(OffsetsLostException.class)
                              .hasMessageContaining("chiral offsets restore")));
    }
    assertThat(scene.said()).containsExactly("slice");
  }

  @Test
  void oneThatIsLateChangesNothing(TestBroker broker) {
    Scene scene = new Scene(broker, 1);
    scene.write(0, "slice");
    try (TransactionalLoop loop = working(scene, "w1");
        GroupAdmin admin = new GroupAdmin(scene.kafka)) {
      loop.start();
      Scene.eventually(() -> assertThat(scene.committed(0)).isEqualTo(new OffsetAndMetadata(1)));
      assertThat(admin.commit(scene.group(), Map.of(new Partition(scene.source, 0), 0L))).isFalse();
      assertThat(scene.committed(0)).isEqualTo(new OffsetAndMetadata(1));
    }
  }

  @Test
  void knowsHowLongOffsetsAreKept(TestBroker broker) {
    try (GroupAdmin admin = new GroupAdmin(KafkaSettings.of(broker.bootstrapServers()))) {
      assertThat(admin.retention()).isEqualTo(Duration.ofMinutes(Integer.MAX_VALUE));
    }
  }

  private static TransactionalLoop working(Scene scene, String member) {
    return TransactionalLoop.working(
        scene.kafka,
        scene.options(member),
        (record, attempt) ->
            new Job() {
              @Override
              public CompletableFuture<List<OutRecord>> outputs() {
                return CompletableFuture.completedFuture(List.of(scene.say(Scene.text(record))));
              }

              @Override
              public void finishSoon() {}

              @Override
              public void abandon() {}
            });
  }
}

package io.chiral.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.chiral.messages.Envelope;
import io.chiral.testkit.BrokerExtension;
import io.chiral.testkit.ReadCommitted;
import io.chiral.testkit.TestBroker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(BrokerExtension.class)
@Timeout(120)
class ReportLoopIT {

  @Test
  void tellsAfterARestartOnlyWhatIsNew(TestBroker broker) {
    Scene scene = new Scene(broker, 1);
    scene.write(0, "1", "2", "3");
    try (TransactionalLoop first = reporting(scene, new Sum(scene))) {
      first.start();
      Scene.eventually(() -> assertThat(scene.committed(0)).isEqualTo(new OffsetAndMetadata(3)));
    }
    List<String> before = scene.said();
    assertThat(before).last().isEqualTo("6");
    Sum again = new Sum(scene);
    try (TransactionalLoop second = reporting(scene, again)) {
      second.start();
      Scene.eventually(() -> assertThat(again.folded).containsExactly("1s", "2s", "3s"));
      assertThat(scene.said()).isEqualTo(before);
      scene.write(0, "4");
      Scene.eventually(() -> assertThat(scene.said()).last().isEqualTo("10"));
      assertThat(scene.said()).hasSize(before.size() + 1);
    }
  }

  @Test
  void tellsWhatWasLostWithAPartitionThatLeft(TestBroker broker) throws Exception {
    Scene scene = new Scene(broker, 2);
    String later = broker.freshName();
    scene.write(0, "-");
    News one = new News(later);
    News two = new News(later);
    try (TransactionalLoop first = reporting(scene, "r1", one);
        TransactionalLoop second = reporting(scene, "r2", two)) {
      first.start();
      Scene.eventually(() -> assertThat(scene.committed(0)).isEqualTo(new OffsetAndMetadata(1)));
      // Both come before it may speak again.
      scene.write(0, "here");
      scene.write(1, "there");
      // Its news of both partitions wait in one transaction for a topic that is not there.
      Scene.eventually(() -> assertThat(one.told).containsExactlyInAnyOrder("here", "there"));
      Scene.eventually(() -> assertThat(first.check()).isInstanceOf(Health.Trouble.class));
      second.start();
      Scene.eventually(() -> assertThat(two.told).hasSize(1));
      broker.admin().createTopics(List.of(new NewTopic(later, 1, (short) 1))).all().get();
      Scene.eventually(
          () ->
              assertThat(
                      ReadCommitted.all(broker.bootstrapServers(), later).stream()
                          .map(record -> record.key())
                          .toList())
                  .containsExactlyInAnyOrder("here", "there"));
    }
  }

  private static TransactionalLoop reporting(Scene scene, String member, Reporter reporter) {
    return TransactionalLoop.reporting(
        scene.kafka, scene.options(member).every(Duration.ofSeconds(6)), reporter);
  }

  private static TransactionalLoop reporting(Scene scene, Reporter reporter) {
    return TransactionalLoop.reporting(scene.kafka, scene.options("reporter"), reporter);
  }

  /** Tells the sum of all numbers so far. */
  private static final class Sum implements Reporter {

    private final Scene scene;
    private final List<String> folded = new java.util.concurrent.CopyOnWriteArrayList<>();
    private final List<Integer> numbers = new ArrayList<>();

    Sum(Scene scene) {
      this.scene = scene;
    }

    @Override
    public long assigned(Partition partition, long published) {
      return 0;
    }

    @Override
    public void fold(InRecord record, boolean silent) {
      numbers.add(Integer.valueOf(Scene.text(record)));
      folded.add(Scene.text(record) + (silent ? "s" : ""));
    }

    @Override
    public List<OutRecord> publish(Set<Partition> caughtUp) {
      assertThat(caughtUp).hasSize(1);
      return List.of(scene.say(String.valueOf(numbers.stream().mapToInt(Integer::intValue).sum())));
    }

    @Override
    public void released(Set<Partition> partitions) {
      numbers.clear();
    }
  }

  /** Tells each word once it has come, and no more after; of a hyphen it says nothing. */
  private static final class News implements Reporter {

    private final String topic;
    private final Map<Partition, List<String>> fresh = new HashMap<>();
    private final List<String> told = new java.util.concurrent.CopyOnWriteArrayList<>();

    News(String topic) {
      this.topic = topic;
    }

    @Override
    public long assigned(Partition partition, long published) {
      fresh.put(partition, new ArrayList<>());
      return 0;
    }

    @Override
    public void fold(InRecord record, boolean silent) {
      if (!silent && !Scene.text(record).equals("-")) {
        words(record.partition()).add(Scene.text(record));
      }
    }

    @Override
    public List<OutRecord> publish(Set<Partition> caughtUp) {
      List<OutRecord> news = new ArrayList<>();
      for (Partition partition : caughtUp) {
        for (String word : words(partition)) {
          news.add(
              OutRecord.of(
                  topic,
                  word,
                  new Envelope(word, "/trial", "io.chiral.said.v1", null),
                  new byte[0]));
          told.add(word);
        }
        words(partition).clear();
      }
      return news;
    }

    private List<String> words(Partition partition) {
      return Objects.requireNonNull(fresh.get(partition));
    }

    @Override
    public void released(Set<Partition> partitions) {
      fresh.keySet().removeAll(partitions);
    }
  }
}

package io.chiral.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.chiral.testkit.BrokerExtension;
import io.chiral.testkit.TestBroker;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(BrokerExtension.class)
@Timeout(60)
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
}

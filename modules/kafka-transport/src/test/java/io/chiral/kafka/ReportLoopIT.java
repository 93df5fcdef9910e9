package io.chiral.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.chiral.messages.Envelope;
import io.chiral.testkit.BrokerExtension;
import io.chiral.testkit.ReadCommitted;
import io.chiral.testkit.TestBroker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.jspecify.annotations.Nullable;
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
      Scene.eventually(() -> assertThat(committed(scene)).isEqualTo(3));
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
  void beginsAtABookmarkAndIsSilentUpToWhatWasTold(TestBroker broker) throws Exception {
    Scene scene = new Scene(broker, 1);
    scene.write(0, "1", "2", "3");
    scene.commit(0, new OffsetAndMetadata(2));
    Sum sum = new Sum(scene);
    sum.start = 1;
    try (TransactionalLoop loop = reporting(scene, sum)) {
      loop.start();
      Scene.eventually(() -> assertThat(sum.folded).containsExactly("2s", "3"));
      Scene.eventually(() -> assertThat(scene.said()).containsExactly("5"));
    }
  }

  @Test
  void trustsABookmarkOfWhichTheGroupHasForgotten(TestBroker broker) {
    Scene scene = new Scene(broker, 1);
    scene.write(0, "1", "2", "3");
    Sum sum = new Sum(scene);
    sum.start = 2;
    try (TransactionalLoop loop = reporting(scene, sum)) {
      loop.start();
      Scene.eventually(() -> assertThat(scene.said()).containsExactly("3"));
      assertThat(sum.folded).containsExactly("3");
    }
  }

  @Test
  void publishesABookmarkAlthoughThereIsNoNews(TestBroker broker) {
    Scene scene = new Scene(broker, 1);
    scene.write(0, "1");
    Sum sum = new Sum(scene);
    try (TransactionalLoop loop = reporting(scene, sum)) {
      loop.start();
      Scene.eventually(() -> assertThat(scene.said()).containsExactly("1"));
      String told = metadata(scene);
      sum.bookmark = "bookmark";
      Scene.eventually(() -> assertThat(scene.said()).containsExactly("1", "bookmark"));
      assertThat(committed(scene)).isEqualTo(1);
      assertThat(metadata(scene)).isNotEqualTo(told);
    }
  }

  @Test
  void tellsItsNewsAndItsBookmarkBeforeItLeaves(TestBroker broker) {
    Scene scene = new Scene(broker, 1);
    scene.write(0, "1", "2");
    Sum sum = new Sum(scene);
    LoopOptions seldom = scene.options("reporter").every(Duration.ofHours(1));
    try (TransactionalLoop loop = TransactionalLoop.reporting(scene.kafka, seldom, sum)) {
      loop.start();
      Scene.eventually(() -> assertThat(sum.folded).containsExactly("1", "2"));
      sum.lastBookmark = "bookmark";
    }
    assertThat(scene.said()).endsWith("3", "bookmark");
    assertThat(committed(scene)).isEqualTo(2);
  }

  @Test
  void waitsForWhatARecordNeedsAndTakesItThen(TestBroker broker) {
    Scene scene = new Scene(broker, 1);
    Sum sum = new Sum(scene);
    sum.away = true;
    scene.write(0, "1", "2");
    try (TransactionalLoop loop = reporting(scene, sum)) {
      loop.start();
      Scene.eventually(() -> assertThat(loop.check()).isInstanceOf(Health.Trouble.class));
      assertThat(sum.folded).isEmpty();
      sum.away = false;
      Scene.eventually(() -> assertThat(scene.said()).last().isEqualTo("3"));
      assertThat(sum.folded).containsExactly("1", "2");
      Scene.eventually(() -> assertThat(loop.check()).isInstanceOf(Health.Up.class));
    }
  }

  @Test
  void takesAPartitionInAnewWhoseStateIsLostAndRepeatsNothing(TestBroker broker) {
    Scene scene = new Scene(broker, 2);
    scene.write(1, "100");
    scene.write(0, "1", "2");
    Sum sum = new Sum(scene);
    try (TransactionalLoop loop = reporting(scene, sum)) {
      loop.start();
      Scene.eventually(() -> assertThat(scene.said()).contains("3", "100"));
      int before = scene.said().size();
      sum.lost = true;
      scene.write(0, "4");
      Scene.eventually(() -> assertThat(scene.said()).last().isEqualTo("7"));
      assertThat(scene.said()).hasSize(before + 1);
      assertThat(sum.folded).endsWith("1s", "2s", "4").filteredOn("100"::equals).hasSize(1);
    }
  }

  private static long committed(Scene scene) {
    OffsetAndMetadata at = scene.committed(0);
    return at == null ? -1 : at.offset();
  }

  private static String metadata(Scene scene) {
    return Objects.requireNonNull(scene.committed(0)).metadata();
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
      Scene.eventually(() -> assertThat(committed(scene)).isEqualTo(1));
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

  /** Tells the sum of all numbers of a partition so far. */
  private static final class Sum implements Reporter {

    private final Scene scene;
    private final List<String> folded = new CopyOnWriteArrayList<>();
    private final Map<Partition, List<Integer>> numbers = new HashMap<>();
    private long start;
    private volatile boolean away;
    private volatile boolean lost;
    private volatile @Nullable String bookmark;
    private volatile @Nullable String lastBookmark;

    Sum(Scene scene) {
      this.scene = scene;
    }

    @Override
    public Map<Partition, Long> assigned(Map<Partition, Long> published) {
      Map<Partition, Long> starts = new HashMap<>();
      for (Partition partition : published.keySet()) {
        numbers.put(partition, new ArrayList<>());
        starts.put(partition, start);
      }
      return starts;
    }

    @Override
    public void fold(InRecord record, boolean silent) {
      if (away) {
        throw new UncheckedIOException(new IOException("the store is away"));
      }
      if (lost) {
        lost = false;
        throw new StateLostException(record.partition(), new IllegalStateException("damaged"));
      }
      of(record.partition()).add(Integer.valueOf(Scene.text(record)));
      folded.add(Scene.text(record) + (silent ? "s" : ""));
    }

    @Override
    public List<OutRecord> news(Partition partition) {
      int sum = of(partition).stream().mapToInt(Integer::intValue).sum();
      return List.of(scene.say(String.valueOf(sum)));
    }

    @Override
    public @Nullable OutRecord bookmark(Partition partition, Duration patience) {
      String text = patience.isZero() ? bookmark : lastBookmark;
      bookmark = null;
      return text == null ? null : scene.say(text);
    }

    @Override
    public void released(Set<Partition> partitions) {
      numbers.keySet().removeAll(partitions);
    }

    private List<Integer> of(Partition partition) {
      return Objects.requireNonNull(numbers.get(partition));
    }
  }

  /** Tells each word once it has come, and no more after; of a hyphen it says nothing. */
  private static final class News implements Reporter {

    private final String topic;
    private final Map<Partition, List<String>> fresh = new HashMap<>();
    private final List<String> told = new CopyOnWriteArrayList<>();

    News(String topic) {
      this.topic = topic;
    }

    @Override
    public Map<Partition, Long> assigned(Map<Partition, Long> published) {
      Map<Partition, Long> starts = new HashMap<>();
      for (Partition partition : published.keySet()) {
        fresh.put(partition, new ArrayList<>());
        starts.put(partition, 0L);
      }
      return starts;
    }

    @Override
    public void fold(InRecord record, boolean silent) {
      if (!silent && !Scene.text(record).equals("-")) {
        words(record.partition()).add(Scene.text(record));
      }
    }

    @Override
    public List<OutRecord> news(Partition partition) {
      List<OutRecord> news = new ArrayList<>();
      for (String word : words(partition)) {
        Envelope envelope = new Envelope(word, "/trial", "io.chiral.said.v1", null);
        news.add(OutRecord.of(topic, word, envelope, new byte[0]));
        told.add(word);
      }
      words(partition).clear();
      return news;
    }

    @Override
    public @Nullable OutRecord bookmark(Partition partition, Duration patience) {
      return null;
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

package io.chiral.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.chiral.broker.BrokerOptions;
import io.chiral.broker.ChildBroker;
import io.chiral.broker.EmbeddedBroker;
import io.chiral.messages.Envelope;
import io.chiral.testkit.ReadCommitted;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class BrokerOutageIT {

  private static final Envelope ENVELOPE = new Envelope("id", "/trial", "io.chiral.said.v1", null);

  @Test
  void aLoopOutlivesAKilledBrokerAndRepeatsNothing(@TempDir Path directory) throws Exception {
    ChildBroker first = EmbeddedBroker.childProcess(BrokerOptions.at(directory));
    first.start();
    String address = first.bootstrapServers();
    KafkaSettings kafka = KafkaSettings.of(address);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", address))) {
      admin
          .createTopics(
              List.of(new NewTopic("out", 1, (short) 1), new NewTopic("in", 1, (short) 1)))
          .all()
          .get();
    }
    LoopOptions options =
        LoopOptions.of("counter", "counters", "counters", List.of("in"))
            .every(Duration.ofMillis(1));
    try (TransactionalLoop loop = TransactionalLoop.folding(kafka, options, new Counter())) {
      loop.start();
      Scene.eventually(() -> assertThat(said(address)).hasSizeGreaterThan(50));
      first.kill();
      Scene.eventually(
          () ->
              assertThat(loop.check())
                  .isInstanceOfSatisfying(
                      Health.Trouble.class,
                      trouble -> assertThat(trouble.reason()).startsWith("publishes in/0@0: ")));
      int port = Integer.parseInt(address.substring(address.indexOf(':') + 1));
      try (ChildBroker second = EmbeddedBroker.childProcess(new BrokerOptions(directory, port))) {
        second.start();
        int before = said(address).size();
        Scene.eventually(() -> assertThat(said(address)).hasSizeGreaterThan(before + 50));
        Scene.eventually(() -> assertThat(loop.check()).isEqualTo(new Health.Up()));
        loop.close();
        List<Integer> said = said(address);
        assertThat(said).isEqualTo(IntStream.range(0, said.size()).boxed().toList());
      }
    }
  }

  private static List<Integer> said(String address) {
    return ReadCommitted.all(address, "out").stream()
        .map(record -> Integer.valueOf(new String(record.value(), UTF_8)))
        .toList();
  }

  /** Says the next number at each tick; its state is what it has said, as a role's is. */
  private static final class Counter implements Fold {

    private int next;

    @Override
    public void activated() {}

    @Override
    public List<OutRecord> apply(List<InRecord> batch) {
      return List.of();
    }

    @Override
    public List<OutRecord> tick() {
      byte[] body = String.valueOf(next++).getBytes(UTF_8);
      return List.of(OutRecord.of("out", "key", ENVELOPE, body));
    }

    @Override
    public void deactivated() {}
  }
}

package io.chiral.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.chiral.broker.BrokerOptions;
import io.chiral.broker.ChildBroker;
import io.chiral.broker.EmbeddedBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class BrokerWatchIT {

  @Test
  void saysSinceWhenNoBrokerAnswers(@TempDir Path directory) {
    ChildBroker first = EmbeddedBroker.childProcess(BrokerOptions.at(directory));
    first.start();
    String address = first.bootstrapServers();
    try (BrokerWatch watch = new BrokerWatch(KafkaSettings.of(address), Duration.ofSeconds(2))) {
      Scene.eventually(
          () -> {
            watch.ask();
            assertThat(watch.check()).isEqualTo(new Health.Up());
          });
      Instant before = Instant.now();
      first.kill();
      Scene.eventually(
          () -> {
            watch.ask();
            assertThat(watch.check())
                .isInstanceOfSatisfying(
                    Health.Trouble.class,
                    trouble -> {
                      assertThat(trouble.reason()).contains("no broker answers at " + address);
                      assertThat(trouble.since()).isBefore(before.plusSeconds(2));
                    });
          });
      int port = Integer.parseInt(address.substring(address.indexOf(':') + 1));
      try (ChildBroker second = EmbeddedBroker.childProcess(new BrokerOptions(directory, port))) {
        second.start();
        Scene.eventually(
            () -> {
              watch.ask();
              assertThat(watch.check()).isEqualTo(new Health.Up());
            });
      }
    }
  }
}

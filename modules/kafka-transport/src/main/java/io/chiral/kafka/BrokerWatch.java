package io.chiral.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/**
 * Whether a broker answers, since Kafka's consumers tell nobody when none does: they go on asking
 * and hand out nothing. It never blocks and wants {@link #ask} to be called every few seconds. Any
 * thread.
 */
public final class BrokerWatch implements AutoCloseable {

  private final Admin admin;
  private final String servers;
  private final Duration patience;
  private final AtomicBoolean asking = new AtomicBoolean();
  private volatile Answer last = new Answer(Instant.now(), System.nanoTime());
  private volatile @Nullable String reason;

  /**
   * Connects lazily.
   *
   * @param patience without an answer for so long none is reached
   */
  public BrokerWatch(KafkaSettings kafka, Duration patience) {
    this.admin =
        Admin.create(
            kafka.with(
                Map.of(
                    "client.id", "broker-watch",
                    "default.api.timeout.ms", "5000",
                    "request.timeout.ms", "5000",
                    "reconnect.backoff.max.ms", "1000")));
    this.servers = String.valueOf(kafka.with(Map.of()).get("bootstrap.servers"));
    this.patience = patience;
  }

  /** Asks once, unless the last question is still open. */
  public void ask() {
    if (!asking.compareAndSet(false, true)) {
      return;
    }
    var unused =
        admin
            .describeCluster()
            .nodes()
            .whenComplete(
                (nodes, failure) -> {
                  if (failure == null) {
                    last = new Answer(Instant.now(), System.nanoTime());
                  }
                  reason = failure == null ? null : failure.toString();
                  asking.set(false);
                });
  }

  /** Up, or in trouble since the last answer. */
  public Health check() {
    Answer answer = last;
    if (System.nanoTime() - answer.nanos <= patience.toNanos()) {
      return new Health.Up();
    }
    String why = reason == null ? "" : " (" + reason + ")";
    return new Health.Trouble("no broker answers at " + servers + why, answer.at, Instant.now());
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(5));
  }

  private record Answer(Instant at, long nanos) {}
}

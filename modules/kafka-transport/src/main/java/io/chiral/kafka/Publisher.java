package io.chiral.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * The transactional producer of a loop. It exists while the loop holds partitions, so that a
 * stand-by with the same transactional id does not fence the one that works; after any trouble it
 * is replaced, which decides what it had left open.
 */
final class Publisher {

  private final KafkaSettings kafka;
  private final LoopOptions options;
  private @Nullable KafkaProducer<String, byte[]> producer;

  Publisher(KafkaSettings kafka, LoopOptions options) {
    this.kafka = kafka;
    this.options = options;
  }

  /** Is ready when this returns, with no transaction of this id open anywhere. */
  void open() {
    if (producer != null) {
      return;
    }
    KafkaProducer<String, byte[]> fresh =
        new KafkaProducer<>(settings(), new StringSerializer(), new ByteArraySerializer());
    try {
      fresh.initTransactions();
      producer = fresh;
    } finally {
      if (producer == null) {
        fresh.close(Duration.ZERO);
      }
    }
  }

  /** Publishes all of it or, on an exception, all or nothing. */
  void publish(Transaction transaction, ConsumerGroupMetadata group) {
    if (producer == null) {
      throw new IllegalStateException("The publisher is not open.");
    }
    producer.beginTransaction();
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    for (OutRecord record : transaction.records()) {
      sent.add(producer.send(CloudEvents.toKafka(record)));
    }
    producer.sendOffsetsToTransaction(transaction.offsets(), group);
    producer.flush();
    // commitTransaction would hide the reason of a failed send behind "in an error state".
    sent.forEach(Publisher::await);
    producer.commitTransaction();
  }

  /** Gives the producer up; what it has open is aborted by the next one or after its time-out. */
  void discard() {
    if (producer != null) {
      producer.close(Duration.ZERO);
      producer = null;
    }
  }

  private static void await(Future<RecordMetadata> sent) {
    try {
      sent.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException kafka ? kafka : new KafkaException(e.getCause());
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  private Map<String, Object> settings() {
    return kafka.with(
        Map.ofEntries(
            Map.entry("client.id", options.name()),
            Map.entry("transactional.id", options.transactionalId()),
            Map.entry("enable.idempotence", "true"),
            Map.entry("acks", "all"),
            // A dead producer's open transaction holds readers back for so long.
            Map.entry("transaction.timeout.ms", "10000"),
            Map.entry("delivery.timeout.ms", "10000"),
            Map.entry("request.timeout.ms", "5000"),
            Map.entry("max.block.ms", "5000"),
            Map.entry("linger.ms", "0"),
            // A transaction that follows another at once meets "concurrent transactions" and waits
            // this long: 100 ms, the default, would allow 10 transactions a second.
            Map.entry("retry.backoff.ms", "5"),
            Map.entry("retry.backoff.max.ms", "500"),
            Map.entry("reconnect.backoff.max.ms", "1000")));
  }
}

package io.chiral.kafka;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.kafka.client.producer.KafkaWriteStream;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes single records, outside of any transaction: commands that came over HTTP. Each is written
 * once and in order, as long as this producer lives. Any thread; futures complete on the caller's
 * context.
 */
public final class RecordProducer {

  /** Where a record was written. */
  public record Written(Partition partition, long offset) {}

  /** More records wait for the broker than are held; try again later. */
  public static final class BusyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BusyException(int waiting) {
      super(waiting + " records wait for Kafka already; try again later.");
    }
  }

  private static final Logger LOG = LoggerFactory.getLogger(RecordProducer.class);

  /** So many times at most 512 KiB may wait. */
  private static final int MOST_WAITING = 64;

  private final KafkaWriteStream<String, byte[]> stream;
  private final int mostWaiting;
  private final AtomicInteger waiting = new AtomicInteger();

  private RecordProducer(KafkaWriteStream<String, byte[]> stream, int mostWaiting) {
    this.stream = stream;
    this.mostWaiting = mostWaiting;
  }

  /** Connects lazily. */
  public static RecordProducer create(Vertx vertx, KafkaSettings kafka, String clientId) {
    return create(vertx, kafka, clientId, MOST_WAITING);
  }

  static RecordProducer create(Vertx vertx, KafkaSettings kafka, String clientId, int mostWaiting) {
    Properties settings = new Properties();
    settings.putAll(
        kafka.with(
            Map.of(
                "client.id", clientId,
                "enable.idempotence", "true",
                "acks", "all",
                "linger.ms", "0",
                "max.block.ms", "1000",
                "request.timeout.ms", "5000",
                "delivery.timeout.ms", "15000",
                "reconnect.backoff.max.ms", "1000")));
    KafkaWriteStream<String, byte[]> stream =
        KafkaWriteStream.create(vertx, settings, new StringSerializer(), new ByteArraySerializer());
    // Each failure reaches its sender's future; without a handler Vert.x logs it once more.
    stream.exceptionHandler(failure -> LOG.debug("record not written", failure));
    return new RecordProducer(stream, mostWaiting);
  }

  /**
   * Writes a record. Fails with {@link BusyException} where too many wait, with a {@link
   * org.apache.kafka.common.KafkaException} where the broker does not take it within 15 s (it may
   * have been written even so, as after any time-out), or within a second of its turn where no
   * broker was ever reached.
   */
  public Future<Written> send(OutRecord record) {
    ProducerRecord<String, byte[]> kafka = CloudEvents.toKafka(record);
    int before = waiting.getAndIncrement();
    if (before >= mostWaiting) {
      waiting.decrementAndGet();
      return Future.failedFuture(new BusyException(before));
    }
    return stream
        .send(kafka)
        .andThen(done -> waiting.decrementAndGet())
        .map(RecordProducer::written);
  }

  /** Waits for what is under way and closes. */
  public Future<Void> close() {
    return stream.close();
  }

  private static Written written(RecordMetadata at) {
    return new Written(new Partition(at.topic(), at.partition()), at.offset());
  }
}

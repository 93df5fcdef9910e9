package io.chiral.kafka;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes records once, outside of any transaction, as {@link TopicScan} reads them. */
public final class TopicWrite {

  private TopicWrite() {}

  /**
   * Writes all, each partition's in their order; blocks until the broker has them.
   *
   * @throws KafkaException if it does not take one of them within 15 s; others may be written
   */
  public static void write(KafkaSettings kafka, String clientId, List<OutRecord> records) {
    Map<String, Object> settings =
        kafka.with(
            Map.of(
                "client.id", clientId,
                "enable.idempotence", "true",
                "acks", "all",
                "max.block.ms", "10000",
                "request.timeout.ms", "5000",
                "delivery.timeout.ms", "15000"));
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
      List<Future<RecordMetadata>> written = new ArrayList<>();
      records.forEach(record -> written.add(producer.send(CloudEvents.toKafka(record))));
      written.forEach(TopicWrite::get);
    }
  }

  private static void get(Future<RecordMetadata> written) {
    try {
      written.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException kafka ? kafka : new KafkaException(e.getCause());
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }
}

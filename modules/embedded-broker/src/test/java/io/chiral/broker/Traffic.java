package io.chiral.broker;

import static org.apache.kafka.clients.CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes and reads numbered records of one topic. */
final class Traffic {

  private static final String TOPIC = "traffic";
  private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);

  private Traffic() {}

  static void createTopic(String bootstrapServers) throws Exception {
    try (Admin admin = Admin.create(Map.of(BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
      admin
          .createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1)))
          .all()
          .get(20, TimeUnit.SECONDS);
    }
  }

  static void write(String bootstrapServers, int from, int to) throws Exception {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of(BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
            new StringSerializer(),
            new StringSerializer())) {
      for (int i = from; i < to; i++) {
        var sent = producer.send(new ProducerRecord<>(TOPIC, "key", String.valueOf(i)));
        if (i == to - 1) {
          sent.get(20, TimeUnit.SECONDS);
        }
      }
    }
  }

  /** Reads from the group's committed offset (at first: the beginning) to the end and commits. */
  static List<Integer> readAndCommit(String bootstrapServers) {
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of(
                BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                "group.id",
                "readers",
                "enable.auto.commit",
                "false"),
            new StringDeserializer(),
            new StringDeserializer())) {
      consumer.assign(List.of(PARTITION));
      OffsetAndMetadata committed = consumer.committed(java.util.Set.of(PARTITION)).get(PARTITION);
      consumer.seek(PARTITION, committed == null ? 0 : committed.offset());
      long end = consumer.endOffsets(List.of(PARTITION)).getOrDefault(PARTITION, 0L);
      List<Integer> values = new ArrayList<>();
      while (consumer.position(PARTITION) < end) {
        consumer.poll(Duration.ofMillis(100)).forEach(r -> values.add(Integer.valueOf(r.value())));
      }
      consumer.commitSync(Map.of(PARTITION, new OffsetAndMetadata(end)));
      return values;
    }
  }
}

package io.chiral.load.crash;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.chiral.messages.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * A consumer that owes nothing to the service: Kafka's own, without a group, of committed records.
 * It reads on through every outage; what it has read at the end is what a reader gets who was there
 * all the time.
 */
public final class Witness implements AutoCloseable {
  private static final Topics TOPICS = Topics.standard();
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofMillis(50);

  private final String bootstrapServers;
  private final List<Seen> seen = new CopyOnWriteArrayList<>();
  private final Thread thread = new Thread(this::follow, "witness");
  private volatile boolean closing;

  /** Of the broker at that address. */
  public Witness(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
    thread.setDaemon(true);
  }

  /** Begins to read; the topics must be there. */
  public Witness start() {
    thread.start();
    return this;
  }

  /** All so far, in the order in which they came. */
  public List<Seen> seen() {
    return List.copyOf(seen);
  }

  /** Those of a topic. */
  public List<Seen> seen(String topic) {
    return seen.stream().filter(record -> record.topic().equals(topic)).toList();
  }

  long count(String topic) {
    return seen.stream().filter(record -> record.topic().equals(topic)).count();
  }

  private void follow() {
    try (KafkaConsumer<String, byte[]> consumer = consumer(bootstrapServers)) {
      assign(consumer);
      while (!closing) {
        consumer.poll(PATIENCE).forEach(record -> seen.add(read(record)));
      }
    }
  }

  /** Everything that is there now, read anew from the beginning. */
  static List<Seen> scan(String bootstrapServers) {
    List<Seen> all = new ArrayList<>();
    try (KafkaConsumer<String, byte[]> consumer = consumer(bootstrapServers)) {
      List<TopicPartition> partitions = assign(consumer);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        consumer.poll(PATIENCE).forEach(record -> all.add(read(record)));
      }
    }
    return all;
  }

  private static List<TopicPartition> assign(KafkaConsumer<String, byte[]> consumer) {
    List<TopicPartition> partitions =
        List.of(
                TOPICS.outcomes(),
                TOPICS.runs(),
                TOPICS.metrics(),
                TOPICS.asymmetry(),
                TOPICS.rejections())
            .stream()
            .flatMap(topic -> consumer.partitionsFor(topic).stream())
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return partitions;
  }

  private static KafkaConsumer<String, byte[]> consumer(String bootstrapServers) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("bootstrap.servers", bootstrapServers);
    settings.put("isolation.level", "read_committed");
    settings.put("enable.auto.commit", "false");
    settings.put("auto.offset.reset", "none");
    settings.put("reconnect.backoff.max.ms", "500");
    settings.put("default.api.timeout.ms", "120000");
    return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
  }

  private static Seen read(ConsumerRecord<String, byte[]> record) {
    Header type = Objects.requireNonNull(record.headers().lastHeader("ce_type"));
    try {
      return new Seen(
          record.topic(),
          record.partition(),
          record.offset(),
          record.key(),
          new String(type.value(), StandardCharsets.UTF_8),
          JSON.readTree(new String(record.value(), StandardCharsets.UTF_8)),
          record.timestamp(),
          System.nanoTime());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record that is no JSON at " + record.offset(), e);
    }
  }

  @Override
  public void close() {
    closing = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

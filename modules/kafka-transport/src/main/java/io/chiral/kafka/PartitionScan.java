package io.chiral.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Reads one partition once, from its beginning to a given end, page by page: the next page is read
 * when it is asked for, so memory holds about one. Committed records only, without a group. Its
 * methods block; any thread may call them, one at a time.
 */
public final class PartitionScan implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMillis(250);
  private static final Duration STANDSTILL = Duration.ofSeconds(30);

  /** A page is at most so many records; two of Kafka's fetches of 1 MiB are in memory beside it. */
  private static final Map<String, String> SMALL =
      Map.of(
          "max.poll.records", "32",
          "fetch.max.bytes", String.valueOf(1024 * 1024),
          "max.partition.fetch.bytes", String.valueOf(1024 * 1024));

  private final KafkaConsumer<String, byte[]> consumer;
  private final TopicPartition partition;
  private final long end;

  /**
   * Connects.
   *
   * @param end offset of the first record that is not wanted
   */
  public PartitionScan(KafkaSettings kafka, String clientId, Partition partition, long end) {
    this.partition = partition.toKafka();
    this.end = end;
    consumer = Reading.consumer(kafka, clientId, SMALL);
    consumer.assign(List.of(this.partition));
    consumer.seekToBeginning(List.of(this.partition));
  }

  /**
   * The next records; none: the end is reached.
   *
   * @throws org.apache.kafka.common.KafkaException if the broker does not answer, or answers
   *     nothing for 30 s
   */
  public List<InRecord> next() {
    Alarm standstill = new Alarm(STANDSTILL);
    standstill.restart();
    while (consumer.position(partition) < end) {
      List<InRecord> records =
          StreamSupport.stream(consumer.poll(PATIENCE).spliterator(), false)
              .filter(record -> record.offset() < end)
              .map(InRecord::of)
              .toList();
      if (!records.isEmpty()) {
        return records;
      }
      if (standstill.isDue()) {
        throw new TimeoutException(
            "No record of %s came within %d s.".formatted(partition, STANDSTILL.toSeconds()));
      }
    }
    return List.of();
  }

  @Override
  public void close() {
    consumer.close();
  }
}

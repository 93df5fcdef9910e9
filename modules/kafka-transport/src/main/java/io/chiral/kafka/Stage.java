package io.chiral.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What one kind of role does between reading and publishing. The loop calls all of it on its own
 * thread; a {@link org.apache.kafka.common.KafkaException} means "later again", from wherever it
 * is.
 */
interface Stage {

  /** Commits offsets at once, in a transaction of their own. */
  @FunctionalInterface
  interface Marks {
    void commit(Map<TopicPartition, OffsetAndMetadata> offsets);
  }

  /** Settings of the consumer that the kind of role needs. */
  Map<String, String> consumerSettings();

  /** The first partitions come: whatever an earlier owner began is decided. */
  void activated();

  /**
   * Partitions come.
   *
   * @param committed where the last owner of each stopped; the beginning at first
   * @return where to read each from
   */
  Map<TopicPartition, Long> assigned(Map<TopicPartition, OffsetAndMetadata> committed);

  void received(ConsumerRecords<String, byte[]> records);

  /**
   * The next thing to publish, if there is one now.
   *
   * @throws StateLostException if a partition has to be released and taken in once more
   */
  @Nullable Transaction advance(Marks marks);

  /** {@code published} is committed. */
  void settled(Transaction published);

  /** Whether more records are welcome. */
  boolean reads();

  /** How long the loop may wait for records before it calls {@link #advance} again. */
  Duration patience();

  /** What is left to publish before {@code leaving} belong to another; may wait a bounded time. */
  @Nullable Transaction lastWords(Set<TopicPartition> leaving);

  /** These belong to another now; what was not published of them is void. */
  void released(Set<TopicPartition> gone);

  /** No partition is left. */
  void deactivated();

  /** Whether the state of the partitions hangs together, so that to lose some is to lose all. */
  boolean indivisible();
}

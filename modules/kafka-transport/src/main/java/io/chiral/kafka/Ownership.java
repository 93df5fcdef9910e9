package io.chiral.kafka;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Which partitions a loop has, and which of them are paused; lives on the loop's thread, where the
 * consumer calls it from inside {@code poll} and {@code close}.
 *
 * <p>A partition first <em>arrives</em>, paused and at no particular position, because to take it
 * in needs answers from the broker that may have to be asked for again. Then it is <em>held</em>.
 */
final class Ownership implements ConsumerRebalanceListener {

  private final KafkaConsumer<?, ?> consumer;
  private final Consumer<Set<TopicPartition>> handOver;
  private final Consumer<Set<TopicPartition>> forget;
  private final Set<TopicPartition> arriving = new LinkedHashSet<>();
  private final Set<TopicPartition> held = new LinkedHashSet<>();

  Ownership(
      KafkaConsumer<?, ?> consumer,
      Consumer<Set<TopicPartition>> handOver,
      Consumer<Set<TopicPartition>> forget) {
    this.consumer = consumer;
    this.handOver = handOver;
    this.forget = forget;
  }

  Set<TopicPartition> arriving() {
    return arriving;
  }

  Set<TopicPartition> held() {
    return held;
  }

  boolean isNone() {
    return arriving.isEmpty() && held.isEmpty();
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> come) {
    come.forEach(this::park);
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> go) {
    arriving.removeAll(go);
    handOver.accept(held(go));
  }

  @Override
  public void onPartitionsLost(Collection<TopicPartition> gone) {
    arriving.removeAll(gone);
    forget.accept(held(gone));
  }

  /** An arriving partition is held from now on and will be read from {@code start}. */
  void admit(TopicPartition partition, long start) {
    consumer.seek(partition, start);
    arriving.remove(partition);
    held.add(partition);
  }

  void remove(Set<TopicPartition> gone) {
    held.removeAll(gone);
  }

  /** These, which are held, arrive once more. */
  void takeInAnew(Set<TopicPartition> again) {
    again.forEach(this::park);
    held.removeAll(again);
  }

  /** Fetches the held partitions, or none. */
  void read(boolean wanted) {
    Set<TopicPartition> paused = consumer.paused();
    Set<TopicPartition> change = new HashSet<>(held);
    if (wanted) {
      change.retainAll(paused);
      if (!change.isEmpty()) {
        consumer.resume(change);
      }
    } else {
      change.removeAll(paused);
      if (!change.isEmpty()) {
        consumer.pause(change);
      }
    }
  }

  /** Without a position the consumer would refuse to poll, even though it does not fetch. */
  private void park(TopicPartition partition) {
    consumer.seek(partition, 0);
    consumer.pause(Set.of(partition));
    arriving.add(partition);
  }

  private Set<TopicPartition> held(Collection<TopicPartition> of) {
    Set<TopicPartition> mine = new LinkedHashSet<>(of);
    mine.retainAll(held);
    return mine;
  }
}

package io.chiral.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Fold} in the loop: one transaction for each batch, and one for each tick that says
 * something.
 *
 * <p>A tick moves no offset, so every transaction is numbered.
 */
final class FoldStage implements Stage {

  private final Fold fold;
  private final Alarm tick;
  private final Map<TopicPartition, Long> next = new HashMap<>();
  private final List<InRecord> batch = new ArrayList<>();
  private final TransactionNumber number = new TransactionNumber();

  FoldStage(Fold fold, Duration interval) {
    this.fold = fold;
    this.tick = new Alarm(interval);
  }

  /** One member has all the partitions: {@code uniform} would part topics of one partition each. */
  @Override
  public Map<String, String> consumerSettings() {
    return Map.of("group.remote.assignor", "range");
  }

  @Override
  public void activated() {
    fold.activated();
  }

  @Override
  public Map<TopicPartition, Long> assigned(Map<TopicPartition, OffsetAndMetadata> committed) {
    Map<TopicPartition, Long> starts = new HashMap<>();
    committed.forEach((partition, at) -> starts.put(partition, at.offset()));
    next.putAll(starts);
    number.follow(committed.values());
    return starts;
  }

  @Override
  public void received(ConsumerRecords<String, byte[]> records) {
    records.forEach(record -> batch.add(InRecord.of(record)));
  }

  @Override
  public @Nullable Transaction advance(Marks marks) {
    if (!batch.isEmpty()) {
      List<InRecord> records = List.copyOf(batch);
      batch.clear();
      records.forEach(record -> next.put(record.partition().toKafka(), record.offset() + 1));
      return transaction(Defect.guard(() -> fold.apply(records)));
    }
    if (tick.isDue()) {
      tick.restart();
      List<OutRecord> due = Defect.guard(fold::tick);
      return due.isEmpty() ? null : transaction(due);
    }
    return null;
  }

  private Transaction transaction(List<OutRecord> records) {
    return new Transaction(records, number.on(next));
  }

  @Override
  public void settled(Transaction published) {}

  @Override
  public boolean reads() {
    return batch.isEmpty();
  }

  @Override
  public Duration patience() {
    return tick.remaining();
  }

  @Override
  public @Nullable Transaction lastWords(Set<TopicPartition> leaving) {
    return null;
  }

  @Override
  public void released(Set<TopicPartition> gone) {
    next.keySet().removeAll(gone);
    batch.removeIf(record -> gone.contains(record.partition().toKafka()));
  }

  @Override
  public void deactivated() {
    fold.deactivated();
  }

  @Override
  public boolean indivisible() {
    return true;
  }
}

package io.chiral.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** A {@link Reporter} in the loop. */
final class ReportStage implements Stage {

  private final Reporter reporter;
  private final Alarm pace;
  private final Map<TopicPartition, Progress> progress = new HashMap<>();

  ReportStage(Reporter reporter, Duration interval) {
    this.reporter = reporter;
    this.pace = new Alarm(interval);
  }

  @Override
  public Map<String, String> consumerSettings() {
    return Map.of();
  }

  @Override
  public void activated() {}

  @Override
  public long assigned(TopicPartition partition, OffsetAndMetadata committed) {
    long start = reporter.assigned(Partition.of(partition), committed.offset());
    if (start > committed.offset()) {
      throw new IllegalStateException(
          "The reporter would start "
              + partition
              + " at "
              + start
              + ", after what is published ("
              + committed.offset()
              + ").");
    }
    progress.put(partition, new Progress(start, committed.offset()));
    return start;
  }

  @Override
  public void received(ConsumerRecords<String, byte[]> records) {
    records.forEach(
        record -> {
          TopicPartition partition = new TopicPartition(record.topic(), record.partition());
          Progress before = progress.get(partition);
          if (before == null) {
            throw new IllegalStateException("A record of " + partition + ", which is not held.");
          }
          progress.put(partition, fold(record, before));
        });
  }

  private Progress fold(ConsumerRecord<String, byte[]> record, Progress before) {
    return Defect.guard(
        () -> {
          reporter.fold(InRecord.of(record), record.offset() < before.published);
          return new Progress(record.offset() + 1, before.published);
        });
  }

  @Override
  public @Nullable Transaction advance(Marks marks) {
    if (!hasNews() || !pace.isDue()) {
      return null;
    }
    pace.restart();
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    progress.forEach(
        (partition, at) -> {
          if (at.hasNews()) {
            offsets.put(partition, new OffsetAndMetadata(at.next));
          }
        });
    Set<Partition> caughtUp =
        progress.entrySet().stream()
            .filter(entry -> entry.getValue().isCaughtUp())
            .map(entry -> Partition.of(entry.getKey()))
            .collect(Collectors.toUnmodifiableSet());
    return new Transaction(Defect.guard(() -> reporter.publish(caughtUp)), offsets);
  }

  @Override
  public void settled(Transaction published) {
    published
        .offsets()
        .forEach(
            (partition, at) -> progress.put(partition, new Progress(at.offset(), at.offset())));
  }

  @Override
  public boolean reads() {
    return true;
  }

  @Override
  public Duration patience() {
    return hasNews() ? pace.remaining() : Duration.ofMinutes(1);
  }

  /** The next owner folds again and tells the news. */
  @Override
  public @Nullable Transaction lastWords(Set<TopicPartition> leaving) {
    return null;
  }

  @Override
  public void released(Set<TopicPartition> gone) {
    progress.keySet().removeAll(gone);
    reporter.released(gone.stream().map(Partition::of).collect(Collectors.toUnmodifiableSet()));
  }

  @Override
  public void deactivated() {}

  /**
   * What a publication said of several partitions is lost as a whole, and the reporter believes it
   * was told: it folds all of them again.
   */
  @Override
  public boolean indivisible() {
    return true;
  }

  private boolean hasNews() {
    return progress.values().stream().anyMatch(Progress::hasNews);
  }

  /**
   * @param next the first offset not folded
   * @param published the first offset whose consequences have not been told
   */
  private record Progress(long next, long published) {

    boolean isCaughtUp() {
      return next >= published;
    }

    boolean hasNews() {
      return next > published;
    }
  }
}

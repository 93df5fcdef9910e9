package io.chiral.kafka;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** A {@link Reporter} in the loop. A bookmark moves no offset, so transactions are numbered. */
final class ReportStage implements Stage {

  /** So long the reporter may keep the loop from its poll, and its last call longer. */
  private static final Duration TURN = Duration.ofSeconds(5);

  private final Reporter reporter;
  private final Alarm pace;
  private final TransactionNumber number = new TransactionNumber();
  private final Deque<InRecord> inbox = new ArrayDeque<>();

  /** Who spoke last stands last, so that each gets its turn. */
  private final Map<TopicPartition, Progress> progress = new LinkedHashMap<>();

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
  public Map<TopicPartition, Long> assigned(Map<TopicPartition, OffsetAndMetadata> committed) {
    Map<Partition, Long> published = new HashMap<>();
    committed.forEach((partition, at) -> published.put(Partition.of(partition), at.offset()));
    Map<TopicPartition, Long> starts = new HashMap<>();
    reporter
        .assigned(published)
        .forEach(
            (partition, start) -> {
              long told = Math.max(start, published.getOrDefault(partition, 0L));
              progress.put(partition.toKafka(), new Progress(start, told));
              starts.put(partition.toKafka(), start);
            });
    number.follow(committed.values());
    return starts;
  }

  @Override
  public void received(ConsumerRecords<String, byte[]> records) {
    records.forEach(record -> inbox.add(InRecord.of(record)));
  }

  @Override
  public @Nullable Transaction advance(Marks marks) {
    Alarm turn = turn();
    while (!inbox.isEmpty() && !turn.isDue()) {
      fold(inbox.element());
      inbox.remove();
    }
    if (!pace.isDue()) {
      return null;
    }
    pace.restart();
    return told(progress.keySet(), turn(), false);
  }

  private void fold(InRecord record) {
    TopicPartition partition = record.partition().toKafka();
    Progress before = progress.get(partition);
    if (before == null) {
      throw new IllegalStateException("A record of " + partition + ", which is not held.");
    }
    try {
      progress.put(partition, folded(record, before.published));
    } catch (UncheckedIOException e) {
      throw new KafkaException("a report's state can't be read: " + e.getMessage(), e);
    }
  }

  private Progress folded(InRecord record, long published) {
    return Defect.guard(
        () -> {
          reporter.fold(record, record.offset() < published);
          return new Progress(record.offset() + 1, published);
        });
  }

  /** News and bookmarks of some partitions; those beyond the time have their turn later. */
  private @Nullable Transaction told(Set<TopicPartition> of, Alarm end, boolean leaving) {
    List<OutRecord> records = new ArrayList<>();
    Map<TopicPartition, Long> offsets = new HashMap<>();
    for (TopicPartition partition : of) {
      Progress at = Objects.requireNonNull(progress.get(partition));
      if (at.hasNews() && !end.isDue()) {
        records.addAll(Defect.guard(() -> reporter.news(Partition.of(partition))));
        offsets.put(partition, at.next);
        at = at.told();
      }
      if (!at.hasNews()) {
        Duration patience = leaving ? end.remaining() : Duration.ZERO;
        OutRecord bookmark = reporter.bookmark(Partition.of(partition), patience);
        if (bookmark != null) {
          records.add(bookmark);
          offsets.put(partition, at.published);
        }
      }
    }
    return offsets.isEmpty() ? null : new Transaction(records, number.on(offsets));
  }

  @Override
  public void settled(Transaction published) {
    published
        .offsets()
        .forEach(
            (partition, at) -> {
              Progress before = progress.remove(partition);
              if (before != null) {
                progress.put(partition, new Progress(before.next, at.offset()));
              }
            });
  }

  @Override
  public boolean reads() {
    return inbox.isEmpty();
  }

  @Override
  public Duration patience() {
    if (!inbox.isEmpty()) {
      return Duration.ZERO;
    }
    boolean news = progress.values().stream().anyMatch(Progress::hasNews);
    return news ? pace.remaining() : Duration.ofMinutes(1);
  }

  /** The next owner need not compute again what is known here. */
  @Override
  public @Nullable Transaction lastWords(Set<TopicPartition> leaving) {
    return told(leaving, turn(), true);
  }

  @Override
  public void released(Set<TopicPartition> gone) {
    progress.keySet().removeAll(gone);
    inbox.removeIf(record -> gone.contains(record.partition().toKafka()));
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

  private static Alarm turn() {
    Alarm turn = new Alarm(TURN);
    turn.restart();
    return turn;
  }

  /**
   * @param next the first offset not folded
   * @param published the first offset whose consequences have not been told; beyond {@code next}
   *     while what was told is folded again
   */
  private record Progress(long next, long published) {

    boolean hasNews() {
      return next > published;
    }

    Progress told() {
      return new Progress(next, next);
    }
  }
}

package io.chiral.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A fold with outputs at its own pace: it reads everything from a place of its own choosing, and
 * speaks only of what is new.
 *
 * <p>All methods run on the loop's thread, one at a time. What takes long holds up the loop's
 * polling, not the heartbeats of its membership; a single call has to end within {@code
 * max.poll.interval.ms} (5 minutes), and the loop polls after 10 s of calls. An exception that is
 * not named here is a defect and ends the loop.
 */
public interface Reporter {

  /**
   * Partitions are this process's now. What their last owners published is decided.
   *
   * @param published the offset up to which the last owner of each has published, as the group
   *     knows it; the beginning at first
   * @return where to read each from. Beyond {@code published}: what is before it has been published
   *     all the same, the group has forgotten
   * @throws org.apache.kafka.common.KafkaException is asked again later
   */
  Map<Partition, Long> assigned(Map<Partition, Long> published);

  /**
   * Takes a record into the state.
   *
   * @param silent its consequences have been published by an earlier owner or before a restart
   * @throws java.io.UncheckedIOException what it needs can't be reached; nothing was taken in, the
   *     record comes again later
   * @throws StateLostException nothing was taken in; the partition is released and assigned anew
   */
  void fold(InRecord record, boolean silent);

  /**
   * Says what has changed; called at most once an {@link LoopOptions#interval}, only when a record
   * that is not silent was folded since. It may compute for seconds.
   */
  List<OutRecord> news(Partition partition);

  /**
   * From where the next owner may read, if that has changed; it is published together with the
   * partition's news. Called at most once an {@link LoopOptions#interval}, after {@link #news},
   * never while there is news that was not asked for.
   *
   * @param patience how long it may wait until all is durable: zero, unless the partition leaves
   */
  @Nullable OutRecord bookmark(Partition partition, Duration patience);

  /**
   * The state of these partitions is to be forgotten: they belong to another member, or a
   * publication that also concerned others was lost and they will be {@link #assigned} anew.
   */
  void released(Set<Partition> partitions);
}

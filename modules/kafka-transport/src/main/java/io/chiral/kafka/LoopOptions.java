package io.chiral.kafka;

import java.time.Duration;
import java.util.List;

/**
 * What a transactional loop needs to know.
 *
 * @param name names its thread and its clients; for a worker this is the client id by which {@link
 *     GroupView} knows it
 * @param groupId consumer group
 * @param transactionalId the same after every restart, so that a new process ends what its dead
 *     predecessor left open; never used by two members that hold partitions at the same time
 * @param topics what it consumes
 * @param maxPollRecords most records a batch; a worker always takes one
 * @param interval of {@link Fold#tick} and, at the most often, of {@link Reporter#news}
 * @param handOver how long a running job may go on when its partition is taken away or the loop is
 *     closed; must be below {@code max.poll.interval.ms} (5 minutes)
 */
public record LoopOptions(
    String name,
    String groupId,
    String transactionalId,
    List<String> topics,
    int maxPollRecords,
    Duration interval,
    Duration handOver) {

  public LoopOptions {
    topics = List.copyOf(topics);
    if (maxPollRecords < 1) {
      throw new IllegalArgumentException(
          "maxPollRecords is " + maxPollRecords + "; it must be at least 1.");
    }
  }

  /** With batches of at most 200 records, an interval of a second and 20 s for a hand-over. */
  public static LoopOptions of(
      String name, String groupId, String transactionalId, List<String> topics) {
    return new LoopOptions(
        name, groupId, transactionalId, topics, 200, Duration.ofSeconds(1), Duration.ofSeconds(20));
  }

  /** The same with another interval. */
  public LoopOptions every(Duration newInterval) {
    return new LoopOptions(
        name, groupId, transactionalId, topics, maxPollRecords, newInterval, handOver);
  }

  /** The same with another time for a hand-over. */
  public LoopOptions handingOverWithin(Duration newHandOver) {
    return new LoopOptions(
        name, groupId, transactionalId, topics, maxPollRecords, interval, newHandOver);
  }
}

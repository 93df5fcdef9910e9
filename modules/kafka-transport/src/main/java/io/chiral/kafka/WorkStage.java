package io.chiral.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Worker} in the loop: one record, one job, one transaction, over and over.
 *
 * <pre>
 * nothing ──received──► waiting ──attempt marked──► running ──completed──► nothing
 *                          └───────── released ─────────┘ (abandoned)
 * </pre>
 */
final class WorkStage implements Stage {

  private static final Duration UNTIL_WOKEN = Duration.ofMinutes(1);

  private final Worker worker;
  private final Duration handOver;
  private final Runnable wakeup;
  private final Attempts attempts = new Attempts();
  private @Nullable InRecord waiting;
  private @Nullable Running running;

  WorkStage(Worker worker, Duration handOver, Runnable wakeup) {
    this.worker = worker;
    this.handOver = handOver;
    this.wakeup = wakeup;
  }

  /** One record a poll: pausing does not call back what has been handed out. */
  @Override
  public Map<String, String> consumerSettings() {
    return Map.of("max.poll.records", "1");
  }

  @Override
  public void activated() {}

  @Override
  public Map<TopicPartition, Long> assigned(Map<TopicPartition, OffsetAndMetadata> committed) {
    Map<TopicPartition, Long> starts = new HashMap<>();
    committed.forEach(
        (partition, at) -> {
          attempts.assigned(partition, at);
          starts.put(partition, at.offset());
        });
    return starts;
  }

  @Override
  public void received(ConsumerRecords<String, byte[]> records) {
    for (ConsumerRecord<String, byte[]> record : records) {
      if (!reads()) {
        throw new IllegalStateException("A second record came while one is worked on.");
      }
      waiting = InRecord.of(record);
    }
  }

  @Override
  public @Nullable Transaction advance(Marks marks) {
    if (waiting != null) {
      begin(waiting, marks);
    }
    if (running != null && running.outputs.isDone()) {
      Transaction done = running.transaction();
      running = null;
      return done;
    }
    return null;
  }

  private void begin(InRecord record, Marks marks) {
    TopicPartition partition = record.partition().toKafka();
    int attempt = attempts.next(partition, record.offset());
    marks.commit(Map.of(partition, attempts.mark(record.offset(), attempt)));
    waiting = null;
    Job job = Defect.guard(() -> worker.start(record, attempt));
    CompletableFuture<List<OutRecord>> outputs = job.outputs().toCompletableFuture();
    running = new Running(partition, record.offset(), attempt, job, outputs);
    // The future of this dependent step carries nothing that `outputs` does not.
    var unused = outputs.whenComplete((result, failure) -> wakeup.run());
  }

  @Override
  public void settled(Transaction published) {}

  @Override
  public boolean reads() {
    return waiting == null && running == null;
  }

  @Override
  public Duration patience() {
    return waiting == null ? UNTIL_WOKEN : Duration.ZERO;
  }

  @Override
  public @Nullable Transaction lastWords(Set<TopicPartition> leaving) {
    if (running == null || !leaving.contains(running.partition)) {
      return unbegun(leaving);
    }
    running.job.finishSoon();
    try {
      running.outputs.get(handOver.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException slow) {
      return givenUp(running.partition, running.offset, running.attempt);
    } catch (ExecutionException defect) {
      return running.transaction();
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
    Transaction done = running.transaction();
    running = null;
    return done;
  }

  /** The mark of what waits may have been written, though the broker did not say so. */
  private @Nullable Transaction unbegun(Set<TopicPartition> leaving) {
    if (waiting == null || !leaving.contains(waiting.partition().toKafka())) {
      return null;
    }
    TopicPartition partition = waiting.partition().toKafka();
    return givenUp(partition, waiting.offset(), attempts.next(partition, waiting.offset()));
  }

  /** To let go alive is no crash. */
  private Transaction givenUp(TopicPartition partition, long offset, int attempt) {
    return new Transaction(List.of(), Map.of(partition, attempts.released(offset, attempt)));
  }

  @Override
  public void released(Set<TopicPartition> gone) {
    attempts.released(gone);
    if (waiting != null && gone.contains(waiting.partition().toKafka())) {
      waiting = null;
    }
    if (running != null && gone.contains(running.partition)) {
      running.job.abandon();
      running = null;
    }
  }

  @Override
  public void deactivated() {}

  @Override
  public boolean indivisible() {
    return false;
  }

  private record Running(
      TopicPartition partition,
      long offset,
      int attempt,
      Job job,
      CompletableFuture<List<OutRecord>> outputs) {

    /** Throws the job's failure, a defect, if it has one. */
    Transaction transaction() {
      return new Transaction(outputs.join(), Map.of(partition, new OffsetAndMetadata(offset + 1)));
    }
  }
}
